# The commands of the house (README, "Commands"). Each sets itself up: python3 >= 3.11 with venv, make and git are enough.
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help install tools run test check format lint types imports forms dockerfile bench proof conformance lock lock-odk clean

PYTHONS ?= python3 python3.14 python3.13 python3.12 python3.11
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
HAS_RUN := $(VENV)/.installed-run
HAS_TOOLS := $(VENV)/.installed-tools
HAS_ODK := build/odk/.installed
ODK_LOCK := tests/conformance/package.json tests/conformance/package-lock.json
COMMAND := $(VENV)/bin/rasoat
ROOMS := bot handlers storage survey chat
TEST_ARGS ?=

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' Makefile

install: $(HAS_RUN) $(COMMAND) ## what running needs, into .venv

tools: $(HAS_TOOLS) $(COMMAND) ## and what testing and checking need

run: $(HAS_RUN) $(COMMAND) ## start the bot; without a token: the demo, as a web chat on http://127.0.0.1:8080
	@exec $(PY) -m bot run

test: $(HAS_TOOLS) ## the tests; TEST_ARGS="-k name" chooses some
	@$(PY) -m pytest --numprocesses auto --dist worksteal $(TEST_ARGS)

check: $(HAS_TOOLS) ## formatting, lint, types, import directions, the shipped forms, the Dockerfile
	@$(MAKE) --no-print-directory --keep-going format lint types imports forms dockerfile

format: $(HAS_TOOLS)
	@$(PY) -m ruff format --check .

lint: $(HAS_TOOLS)
	@$(PY) -m ruff check .

types: $(HAS_TOOLS)
	@$(PY) -m mypy $(ROOMS) tests

imports: $(HAS_TOOLS)
	@$(VENV)/bin/lint-imports

forms: $(HAS_RUN)
	@status=0; for form in content/forms/*.md; do $(PY) -m survey check "$$form" || status=1; done; exit $$status

dockerfile: $(HAS_TOOLS)
	@$(VENV)/bin/hadolint --config .hadolint.yaml Dockerfile && echo "Dockerfile: no complaint"

bench: $(HAS_TOOLS) ## what a turn, an answer in the form engine and 100,000 reminders cost, beside the floor of this machine and ODK's engine, what a job of 20 seconds beside them costs, a list of 50,000 rows brought in, and how a million stored interviews tell (15 minutes)
	@$(PY) -m tests.bench
	@$(PY) -m tests.bench.people
	@$(PY) -m tests.bench.engine
	@$(PY) -m tests.bench.rate
	@$(PY) -m tests.bench.together
	@$(PY) -m tests.bench.reminders
	@$(PY) -m tests.bench.jobs
	@$(PY) -m tests.bench.lists
	@$(PY) -m tests.bench.stored

proof: $(HAS_TOOLS) ## the long proofs in full, more than an hour; figures into docs/proofs.md
	@$(PY) -m tests.proof

conformance: $(HAS_TOOLS) $(HAS_ODK) ## random steps in ODK's own engine and in ours (needs node): FORMS=folder SEED=1 PLAYS=1 STEPS=40
	@$(PY) -m tests.conformance $(FORMS) --seed $(SEED) --plays $(PLAYS) --steps $(STEPS)

SEED ?= 1
PLAYS ?= 1
STEPS ?= 40

lock: | $(PY) ## choose the newest versions that pyproject.toml allows and write both lock files
	@$(PY) -m venv build/lock && build/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
	@build/lock/bin/uv pip compile --quiet --upgrade $(LOCK_OPTIONS) pyproject.toml --output-file requirements.lock
	@build/lock/bin/uv pip compile --quiet --upgrade $(LOCK_OPTIONS) --group dev --constraints requirements.lock --output-file requirements-dev.lock

LOCK_OPTIONS := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	--custom-compile-command 'make lock'

lock-odk: | $(PY) ## after a change of tests/conformance/package.json: lock what make conformance installs, with hashes and without addresses
	@npm install --prefix tests/conformance --package-lock-only --omit-lockfile-registry-resolved --silent --no-audit --no-fund
	@$(PY) -c 'import json, pathlib; file = pathlib.Path("tests/conformance/package-lock.json"); lock = json.loads(file.read_text()); \
	  [package.pop("funding", None) for package in lock["packages"].values()]; file.write_text(json.dumps(lock, indent=2) + "\n")'

clean: ## remove .venv and everything that the tools left (never the data)
	@rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(HAS_RUN): requirements.lock | $(PY)
	@echo "Installing what running needs into $(VENV) …"
	@$(PIP) --requirement requirements.lock
	@touch $@

# One command for everything, from whatever folder: `.venv/bin/rasoat doctor`, `.venv/bin/rasoat survey check FORM`.
$(COMMAND): Makefile | $(PY)
	@printf '%s\n' '#!/bin/sh' '# Made by `make install`.' 'here=$$(cd "$$(dirname "$$0")/../.." && pwd)' \
	  'export PYTHONPATH="$$here$${PYTHONPATH:+:$$PYTHONPATH}"' \
	  'if [ "$$1" = survey ]; then shift; exec "$$here/.venv/bin/python" -m survey "$$@"; fi' \
	  '[ -f config.toml ] || cd "$$here"' 'exec "$$here/.venv/bin/python" -m bot "$$@"' > $@
	@chmod +x $@

$(HAS_TOOLS): requirements-dev.lock $(HAS_RUN)
	@echo "Installing what testing and checking need into $(VENV) …"
	@$(PIP) --requirement requirements-dev.lock
	@touch $@

# ODK's engine is taken in the version that the recorded traces were made with; it is built for browsers and wants jsdom. No package may run anything while it is installed.
$(HAS_ODK): $(ODK_LOCK)
	@command -v npm >/dev/null || { echo "make conformance needs node 20 or newer with npm." >&2; exit 1; }
	@echo "Installing ODK's web forms engine into build/odk …"
	@mkdir -p build/odk
	@cp $(ODK_LOCK) build/odk/
	@npm ci --prefix build/odk --silent --no-audit --no-fund --ignore-scripts
	@touch $@

# The first interpreter that is new enough and can make a venv; an interrupted or refused start leaves nothing behind.
$(PY):
	@for python in $(PYTHONS); do \
	  if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    $$python -m venv --clear $(VENV) && exit 0; rm -rf $(VENV); exit 1; \
	  fi; \
	done; \
	found="$$(python3 --version 2>&1)" || found="no python3"; \
	echo "rasoat needs Python 3.11 or newer with its venv module (Debian: apt-get install python3 python3-venv); this machine has: $$found." >&2; \
	exit 1
