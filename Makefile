# The two commands of a new machine are `make run` and `make test`. Every target sets up what it needs.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench lock messages wheelhouse clean-venv

help:
	@echo "make run         set up what is missing and serve on http://127.0.0.1:8000 (PORT=, DATABASE_URL=)"
	@echo "make test        the whole suite (ARGS='tests/classification -k level' for a part)"
	@echo "make lint        style, migrations, deployment checks, translations"
	@echo "make setup       only set up"
	@echo "make bench       measure lists, progress, ways of printing, signing, verifying (ARGS=\"--only papers\")"
	@echo "make messages    collect and compile translations"
	@echo "make lock        write the hashed locks anew from requirements*.in"
	@echo "make wheelhouse  fetch all packages into wheelhouse/ for a machine without a network"
	@echo "make clean-venv  remove .venv"

setup:
	@scripts/setup.sh runtime

run:
	@scripts/run.sh

test:
	@scripts/test.sh $(ARGS)

lint:
	@scripts/lint.sh

bench:
	@scripts/setup.sh runtime
	@.venv/bin/python manage.py bench $(ARGS)

messages:
	@scripts/messages.sh

lock:
	@scripts/lock.sh

wheelhouse:
	@scripts/setup.sh runtime
	@.venv/bin/python -m pip download --quiet --require-hashes --dest wheelhouse -r requirements.lock

clean-venv:
	rm -rf .venv
