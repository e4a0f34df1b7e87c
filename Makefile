# The habits. Every target works in a clean clone; what it needs, it fetches once.
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
ifeq ($(PYTHON),)
$(error Tillit needs Python 3.11 or newer: apt-get install python3 python3-venv)
endif
IN := .venv/bin/python
# Compiled modules are kept, also where the shell says otherwise: a start is twice as quick.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check fix promises bench bench-reader messages lock setup dev clean help
help: ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

run: setup ## start Tillit here: prints the address and a one-time staff link
	@exec $(IN) -m tillit.config.cli up --demo

setup:
	@$(PYTHON) scripts/setup.py run

dev:
	@$(PYTHON) scripts/setup.py dev

test: dev ## every test, on SQLite and on PostgreSQL (one of them: make test ON=sqlite)
	@$(IN) scripts/test.py $(ON)

check: dev ## style, types, layers, templates, locks, migrations, translations
	@$(IN) scripts/check.py

fix: dev ## mend what can be mended by itself
	@$(IN) -m ruff check --fix --quiet . ; $(IN) -m ruff format --quiet . ; $(IN) scripts/check.py --fix

promises: dev ## which of the promises are kept, by which tests
	@$(IN) scripts/promises.py

bench: dev ## what is fast, measured beside what one would use instead
	@$(IN) -m benchmarks

bench-reader: dev ## how well the reader reads privacy statements, beside plain keywords
	@PYTHONPATH=src:. $(IN) -m benchmarks.reader

messages: dev ## collect the texts to translate into src/tillit/locale
	@$(IN) scripts/messages.py

lock: dev ## renew the locks from pyproject.toml (make lock UP=--upgrade for newer versions)
	@$(IN) scripts/lock.py $(UP)

clean: ## remove all that was fetched or built; data/ stays
	@rm -rf .venv .work node_modules src/tillit/ui/static/vendor .*_cache build
