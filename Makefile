# report · test · lab · bench · clean. Each makes the virtual environment in .venv the first time.
#   make report [CORPUS=PATH] [PARAMS=FILE]      paths relative to where make is run; spaces are fine
#   make test [TESTS="tests/test_cli.py -k lock"]
# PYTHON=/path/to/python3.12 picks another Python than the newest one found.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo "$$p"; break; }; done)
BIN := .venv/bin
# Handed on in the environment, so that no character in a path can be taken for a command.
export CORPUS PARAMS
TESTS ?= tests

.PHONY: report test lab bench clean

report: .venv/.ready
	@set -- ; \
	if [ -n "$$PARAMS" ]; then set -- -f "$$PARAMS"; fi; \
	if [ -n "$$CORPUS" ]; then set -- "$$@" -- "$$CORPUS"; fi; \
	exec $(BIN)/dateline run "$$@"

test: .venv/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -n 2 --dist loadfile $(TESTS)

lab: .venv/.ready
	$(BIN)/jupyter lab --LabApp.news_url=None \
		--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate notebooks

bench: .venv/.ready
	$(BIN)/python benchmarks/accuracy.py

clean:
	@if [ -x $(BIN)/dateline ]; then $(BIN)/dateline clean; fi
	@rm -rf build dist .pytest_cache .ruff_cache .hypothesis
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.ready: requirements.txt constraints.txt pyproject.toml | .venv/bin/python
	@echo "Installing packages into .venv (once; a few minutes)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e . && touch $@

.venv/.ready-dev: requirements-dev.txt .venv/.ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -r requirements-dev.txt && touch $@

.venv/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11, 3.12 or 3.13 is needed: install it (Debian: apt install python3 python3-venv), or give PYTHON=PATH"; exit 1; fi
	@"$(PYTHON)" -m venv .venv 2>/dev/null && $(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf .venv; \
		echo "Python's venv module is missing: install it (Debian: apt install python3-venv)"; exit 1; }
