# The work is in scripts/; a target here names it and what it needs. `make help` lists the targets.
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard app/translations/*/LC_MESSAGES/*.po))
ASSETS := app/static/vendor/.complete

.DEFAULT_GOAL := help
.PHONY: help run test check e2e bench seed migrate screenshots translations format lock clean setup setup-dev

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup seed ## Install what is missing, seed, build a picture, serve web and jobs until Ctrl-C
	@trap : INT; $(BIN)/honcho start || [ $$? -eq 130 ] # what Ctrl-C gives

# One test by one, as few files hold most of the time. What Python has compiled is kept: the tests start many processes.
test: setup-dev ## Run every test
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --numprocesses 2 --dist worksteal

check: setup-dev ## Lint, format, types, import rules, sizes, migrations equal models
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy && $(BIN)/lint-imports --no-logo
	$(BIN)/pytest tests/unit/test_sizes.py tests/unit/test_imports.py tests/unit/test_migrations.py

e2e: setup-dev ## Run the browser tests alone
	$(BIN)/pytest tests/e2e

bench: setup-dev ## Measure, and print figures against their goals
	$(BIN)/python -m tests.bench

seed: setup ## Migrate, seed, make the demo and the first picture; harmless to repeat
	@$(BIN)/honcho run $(BIN)/python -m seed

migrate: setup ## Bring the database's tables up to date
	@$(BIN)/flask migrate

screenshots: setup-dev ## Take the pictures in docs/screenshots
	$(BIN)/python -m tests.e2e.screenshots

translations: setup-dev ## Bring the English catalogue up to date with the texts in the code
	@scripts/translations.sh

format: setup-dev ## Format the code and mend what ruff can mend
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

lock: ## Write the lock files anew from pyproject.toml and package.json
	scripts/lock.sh

clean: ## Remove what set-up installed; the data in instance/ stays
	rm -rf .venv .cache node_modules app/static/vendor $(CATALOGUES)

setup: .venv/runtime .venv/spatialite $(ASSETS) $(CATALOGUES) ## Install what the product needs

setup-dev: setup .venv/dev ## Install what development and tests need as well
	@scripts/test-systems.sh

.venv/runtime: requirements.lock
	@scripts/python.sh $< && touch $@

.venv/dev: requirements-dev.lock .venv/runtime
	@scripts/python.sh $< && touch $@

.venv/spatialite: .venv/runtime
	@scripts/spatialite.sh && touch $@

$(ASSETS): package-lock.json requirements-node.lock scripts/browser-assets.sh | .venv/runtime
	@scripts/browser-assets.sh && touch $@

%.mo: %.po | .venv/runtime
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
