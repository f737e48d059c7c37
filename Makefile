PYTHON ?= python3
COMPILE = .venv/bin/uv pip compile --quiet --no-header --generate-hashes --universal --python-version 3.11

.PHONY: run test check lock

run:
	$(PYTHON) run.py

# make test ARGS="tests/test_run.py -x"
test:
	$(PYTHON) run.py test $(ARGS)

check:
	$(PYTHON) run.py setup --dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

# Keeps what still fits; `make lock UPGRADE=--upgrade` takes the newest of everything.
lock:
	$(PYTHON) run.py setup --dev
	$(COMPILE) $(UPGRADE) requirements-setup.in -o requirements-setup.txt
	$(COMPILE) $(UPGRADE) requirements.in -o requirements.txt
	$(COMPILE) $(UPGRADE) requirements-dev.in -o requirements-dev.txt
