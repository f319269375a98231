# Two commands are all anyone needs: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Checks and tests keep whatever they store in the environment, never in the folder of whoever runs them.
CHECKED := PUTRIGHT_HOME=$(CURDIR)/$(VENV)/home

# The demonstration has a place of its own, so that it never stands among a landlord's real complaints.
DEMO := $(if $(PUTRIGHT_HOME),$(PUTRIGHT_HOME),$(CURDIR)/build/demo)
PORT_ASKED := $(if $(PORT),--port $(PORT))

.PHONY: run run-fresh run-empty tour test check setup bench docs lock clean frontend screenshots

run: $(VENV)/.run-ready
	@PUTRIGHT_HOME="$(DEMO)" exec $(BIN)/putright demo run $(PORT_ASKED)

# The demonstration anew, as of today. Only ever the one that `make run` keeps here.
run-fresh: $(VENV)/.run-ready
	@rm -rf build/demo
	@PUTRIGHT_HOME="$(CURDIR)/build/demo" exec $(BIN)/putright demo run $(PORT_ASKED)

# A landlord of your own, in the ordinary place (docs/how-to/running.md): asks a few questions the first time.
run-empty: $(VENV)/.run-ready
	@$(BIN)/putright setup
	@exec $(BIN)/putright serve $(PORT_ASKED)

tour: $(VENV)/.run-ready
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
