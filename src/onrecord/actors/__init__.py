"""Names of actors, and which actor speaks."""
