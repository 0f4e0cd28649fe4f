# Everything a person types here is one word; `make help` lists the words.
SHELL := /usr/bin/env bash
export PATH := $(CURDIR)/.venv/bin:$(PATH)
.DEFAULT_GOAL := help

each_template := find templates -name '*.html' -print0 | sort -z | xargs -0r

help: ## List these commands
	@sed -nE 's/^([a-z]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r word text; do printf '  make %-11s%s\n' "$$word" "$$text"; done

run: ## Everything from nothing, then the server and the worker, with the demo's sign-ins
	@.ci/prepare run
	@python manage.py serve

prepare: ## Only set up: libraries, environment, fonts, database, demo audit
	@.ci/prepare run

test: ## Everything from nothing, then every test: SQLite, PostgreSQL, chromium
	@.ci/prepare test
	@.ci/test

quick: ## The tests that need no browser and no PostgreSQL, while you work
	@.ci/prepare check
	@pytest -q -n 2 -m "not e2e"

check: ## ruff, import-linter, mypy, djade, djlint, makemigrations --check, the quick tests
	@.ci/prepare check
	ruff check .
	ruff format --check .
	lint-imports
	mypy
	$(each_template) djade --check --target-version 5.2
	$(each_template) djlint --lint --quiet
	python manage.py makemigrations --check --dry-run
	pytest -q -n 2 -m "not e2e"

fix: ## Repair what the formatters can: ruff, djade
	@.ci/prepare check
	ruff check --fix .
	ruff format .
	-$(each_template) djade --target-version 5.2

messages: ## Collect the texts of the programme into locale/, and compile them
	@.ci/prepare check
	python manage.py makemessages -l fi -l sv --no-obsolete --add-location file \
	    --ignore .venv --ignore node_modules --ignore var --ignore tests --ignore benchmarks
	@.ci/prepare check

torture: ## The long form of tests/torture on SQLite and PostgreSQL, then the tests of these tests
	@.ci/prepare test
	TORTURE=full pytest -q tests/torture
	TORTURE=full .ci/with-postgres pytest -q tests/torture
	python -m tests.torture.planted

browsers: ## The tablet in Debian's Firefox and WebKit, which this installs
	@.ci/prepare test
	@.ci/browsers

benchmarks: ## Measure against the floors in benchmarks/
	@.ci/prepare test
	@python -m benchmarks

lock: ## Compile requirements*.txt and package-lock.json anew
	@.ci/prepare check
	@.ci/lock

.PHONY: help run prepare test quick check fix messages torture browsers benchmarks lock
