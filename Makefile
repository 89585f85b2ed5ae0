# The front door. `make help` lists what there is; every target sets up .venv when it is missing or out of date.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LEXICON := src/marsad/lexicon
COMPILED := $(LEXICON)/compiled.json
ARTICLES := $(wildcard ../shared/realnews/articles.jsonl.gz)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format docs bench clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Marsad needs Python 3.11 or newer; name one with: make PYTHON=python3.12" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(COMPILED): $(READY) $(shell find $(LEXICON)/tables -name '*.tsv') src/marsad/codebook/predicates.tsv $(wildcard $(LEXICON)/*.py src/marsad/arabic/*.py)
	$(BIN)/python -c 'from marsad.lexicon.compile import compile_tables; compile_tables()'
	@$(BIN)/python -m compileall -q src/marsad # a start is a fifth faster, also where Python may not write bytecode
	@touch $@

setup: $(COMPILED) ## .venv with Marsad and its development tools

demo: setup ## read the shipped example report and show its claims
	@$(BIN)/marsad read --example

test: setup ## the tests
	$(BIN)/python -m pytest

check: setup ## format, lint and types, and the word tables
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/marsad lexicon check

format: setup ## put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: setup ## write what is generated in docs/: the schema, the tables of the codebook
	$(BIN)/python tools/docs.py

bench: setup ## speed of the reader: sentences/s, MB/s, reports/s and the share of each step
	$(BIN)/python benchmarks/read.py $(ARTICLES)

clean: ## remove .venv and everything that was made
	rm -rf $(VENV) $(COMPILED) .hypothesis .mypy_cache .pytest_cache .ruff_cache dist build
