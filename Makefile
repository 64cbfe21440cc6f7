# What a person needs to work on Bay Street. `make help` lists it.

PYTHON ?= python3
PORT ?= 8000
VENV ?= .venv
# How many pages the site has that `make bench` measures
PAGES ?= 1000
RUN = $(VENV)/bin/python
# Which pinned list the tests install
LOCK ?= requirements/test.txt
# The language whose messages are collected
LOCALE ?= en
# More arguments for pytest: make test ARGS="-k contact"
ARGS ?=
# One more than there are cores: the worker with the browser tests often waits for the browser.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count() + 1)')

.DEFAULT_GOAL := help
.PHONY: help demo serve reset test test-all test-stale bench audit audit-dependencies bill-of-materials checks pytest plant format migrations messages lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

demo: $(VENV)/demo  ## install, fill and serve the site on PORT (default 8000)
	@BASE_URL=http://localhost:$(PORT) $(RUN) manage.py demo --port $(PORT)

serve: $(VENV)/production  ## serve this copy as in production, on PORT (default 8000)
	@DJANGO_SETTINGS_MODULE=cms.settings.local_production BASE_URL=http://localhost:$(PORT) \
		$(RUN) manage.py serve --port $(PORT)

reset:  ## forget this copy's database, uploads and login; `make demo` starts over
	rm -rf var

test: checks  ## what every change has to pass: the checks, and all tests but the slow ones
	$(VENV)/bin/pytest -n $(WORKERS) -m "not slow" $(ARGS)

test-all: checks pytest  ## everything that has to pass: the checks and all tests

checks: $(VENV)/test  ## style, migrations, system checks, import contracts, template lint
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djlint templates --lint --quiet
	$(VENV)/bin/lint-imports
	DJANGO_SETTINGS_MODULE=cms.settings.test $(RUN) manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=cms.settings.test $(RUN) manage.py check --fail-level WARNING
	DJANGO_SETTINGS_MODULE=cms.settings.test $(RUN) manage.py check_migrations

pytest: $(VENV)/test  ## all tests, without the checks
	$(VENV)/bin/pytest -n $(WORKERS) $(ARGS)

plant: $(VENV)/test  ## plant faults, one at a time, and see that `make test` finds each
	$(RUN) -m tests.planted $(ARGS)

test-stale: $(VENV)/test  ## make 1000 random changes, and look for responses that do not show them
	$(RUN) -m tests.stale $(ARGS)

bench: $(VENV)/production  ## make a site of PAGES pages (default 1000), measure it, and print the table
	$(RUN) -m bench --pages $(PAGES) $(ARGS)

audit: $(VENV)/test  ## audit the sample site with Lighthouse and a validator, and print the tables; needs Node, Java, Chromium
	$(RUN) -m audit $(ARGS)

audit-dependencies: $(VENV)-audit/done  ## look for known vulnerabilities of the pinned requirements; needs the network
	@$(VENV)-audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/production.txt || \
		{ echo "==> Either a vulnerability is listed above, or a package could not be looked up. Nothing counts as audited."; exit 1; }

bill-of-materials: $(VENV)-audit/done  ## write what production installs to var/bill-of-materials.json, in CycloneDX
	@mkdir -p var
	@$(VENV)-audit/bin/cyclonedx-py requirements requirements/production.txt --output-reproducible \
		--pyproject pyproject.toml -o var/bill-of-materials.json
	@echo "==> var/bill-of-materials.json"

format: $(VENV)/test  ## put the code into its style
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

migrations: $(VENV)/test  ## make migrations for changed models
	$(RUN) manage.py makemigrations

messages: $(VENV)/test  ## collect the texts to translate to LOCALE into locale/; needs GNU gettext
	$(RUN) manage.py makemessages --locale $(LOCALE) --ignore '.venv*' --ignore var --ignore tests --ignore examples

lock: $(VENV)/lock  ## pin the requirements anew, from the ranges in pyproject.toml
	$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		pyproject.toml --constraint requirements/django-5.2.in -o requirements/demo.txt
	$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		pyproject.toml --extra production --constraint requirements/demo.txt -o requirements/production.txt
	$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		pyproject.toml --extra production --extra testing --group test --constraint requirements/production.txt -o requirements/test.txt
	$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --custom-compile-command "make lock" \
		--python-version 3.12 pyproject.toml --extra production --extra testing --group test --constraint requirements/django-6.1.in \
		-o requirements/test-django-6.1.txt

clean:  ## remove what was installed and built
	rm -rf .venv* .pytest_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Bay Street needs Python 3.11 or newer; $(PYTHON) is %d.%d. Name another one: make demo PYTHON=python3.12" % sys.version_info[:2])'
	@echo "==> Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/demo: requirements/demo.txt | $(VENV)/bin/python
	@echo "==> Installing what the site needs"
	@$(RUN) -m pip install --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/production: requirements/production.txt | $(VENV)/bin/python
	@echo "==> Installing what production needs"
	@$(RUN) -m pip install --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/test: $(LOCK) | $(VENV)/bin/python
	@echo "==> Installing what the tests need"
	@$(RUN) -m pip install --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)-audit/done:
	@$(PYTHON) -m venv $(VENV)-audit
	@$(VENV)-audit/bin/python -m pip install --disable-pip-version-check --quiet "pip-audit>=2.10,<3" "cyclonedx-bom>=7,<8"
	@touch $@

$(VENV)/lock: | $(VENV)/bin/python
	@$(RUN) -m pip install --disable-pip-version-check --quiet uv
	@touch $@
