# Two commands are all anyone needs: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Checks and tests keep whatever they store in the environment, never in the folder of whoever runs them.
CHECKED := PUTRIGHT_HOME=$(CURDIR)/$(VENV)/home

.PHONY: run test check setup bench docs lock clean frontend screenshots

run: $(VENV)/.run-ready
	@$(BIN)/putright demo

test: $(VENV)/.dev-ready
	@$(CHECKED) $(BIN)/pytest -q -n auto --dist worksteal

check: $(VENV)/.dev-ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(CHECKED) $(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(VENV)/.dev-ready
	@$(BIN)/python bench/run.py

docs: $(VENV)/.dev-ready
	@$(BIN)/python tools/write_docs.py

# For those who change the design: needs Node. What it builds is committed.
frontend:
	@cd frontend && npm ci --no-fund --no-audit && npm run build

screenshots: $(VENV)/.dev-ready
	@$(CHECKED) DJANGO_SETTINGS_MODULE=putright.config.settings $(BIN)/python tools/screenshots.py $(ONLY)

setup: $(VENV)/.run-ready

lock: $(VENV)/.dev-ready
	@UV=$(CURDIR)/$(BIN)/uv tools/lock.sh $(LOCK)

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/.run-ready: requirements/installer.txt requirements/run.txt pyproject.toml
	@PYTHON="$(PYTHON)" sh tools/setup.sh $(VENV) requirements/run.txt
	@touch $@

$(VENV)/.dev-ready: $(VENV)/.run-ready requirements/dev.txt
	@PYTHON="$(PYTHON)" sh tools/setup.sh $(VENV) requirements/dev.txt
	@touch $@
