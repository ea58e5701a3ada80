# Every command that a person needs; `make help` lists them.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STORE ?= store
PORT ?= 8050

.DEFAULT_GOAL := help
.PHONY: help run test check bench screenshots clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-11s %s\n", $$1, $$2}'

$(VENV)/ready: requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or say PYTHON=/where/it/is"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python -r requirements.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

run: $(VENV)/ready ## Set up, make the demonstration council, and serve it on 127.0.0.1:8050
	$(BIN)/scorecard demo --store $(STORE) --port $(PORT)

test: $(VENV)/ready ## Set up and run every test (a browser is used where there is one)
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || echo "No Chromium found: the browser tests will be skipped. Install it (Debian: apt-get install chromium) to run them."
	@echo "Two processes share the tests; what the second finds is printed when both are done."
	@$(BIN)/python -m pytest tests/browser tests/data > $(VENV)/second.txt 2>&1 & second=$$!; \
	trap 'kill $$second' INT TERM; \
	$(BIN)/python -m pytest tests --ignore=tests/browser --ignore=tests/data; first=$$?; \
	wait $$second; second=$$?; cat $(VENV)/second.txt; exit $$((first | second))

check: $(VENV)/ready ## Check style and layers, without running tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

bench: $(VENV)/ready ## Measure speed, as ratios against a stock alternative in the same run
	$(BIN)/python -m tests.benchmarks

screenshots: $(VENV)/ready ## Take the pictures in docs/screenshots anew, of a demonstration council
	$(BIN)/python -m tests.screenshots

clean: ## Remove the virtual environment (a store is never removed: it may hold your own returns)
	rm -rf $(VENV)
