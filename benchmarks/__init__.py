"""What onrecord is measured by: quality, speed and memory, each held to a floor.

Outside the package; nothing imports it. ``python -m benchmarks.run`` prints the table.
"""
