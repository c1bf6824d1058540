# Every command a newcomer needs; plain `make` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup run backfill up airflow down status quality trends report explain doctor psql check test gate bench table lock clean

TAWTHIQ := .venv/bin/tawthiq
OLDEST_PYTHON := 3.11.2# Debian 12's; the lock has to hold there too

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Prepare .venv, the embedded PostgreSQL, Airflow's metadata and the warehouse (again: seconds)
	@scripts/setup

run: setup ## 21 nights of the sample newsroom through the nightly DAG, then the weekly tables
	@$(TAWTHIQ) run

backfill: setup ## Load archives: make backfill ARCHIVE='one.zip archives/' FROM=2018-03-01 TO=2018-03-31 WHY='…'
	@test -n "$(ARCHIVE)" || { echo "say which: make backfill ARCHIVE='one.zip archives/*.tar.gz'" >&2; exit 2; }
	@$(TAWTHIQ) backfill $(ARCHIVE) $(if $(FROM),--from $(FROM)) $(if $(TO),--to $(TO)) \
		$(if $(MAPPING),--mapping $(MAPPING)) $(if $(FETCH),--fetch) --why "$$WHY"
backfill: export WHY := $(WHY)

up: setup ## Start Airflow for daily use on 127.0.0.1; prints address and login
	@$(TAWTHIQ) up

airflow: setup ## Airflow's own command line: make airflow ARGS='dags list'
	@$(TAWTHIQ) airflow -- $(ARGS)

down: ## Stop Airflow and the embedded PostgreSQL
	@test ! -x $(TAWTHIQ) || $(TAWTHIQ) down

status: setup ## Rows per table, last runs
	@$(TAWTHIQ) status

quality: setup ## Whether last night can be trusted, and its pages: make quality RUN=nightly/2018-03-08
	@$(TAWTHIQ) quality --html $(if $(RUN),--run $(RUN))

trends: setup ## Weekly casualties: make trends WEEKS=8 BY=admin1
	@$(TAWTHIQ) trends $(if $(WEEKS),--weeks $(WEEKS)) $(if $(BY),--by $(BY))

report: setup ## The weekly report, one offline page in English and Arabic: make report WEEK=2018-03-19
	@$(TAWTHIQ) report $(if $(WEEK),--week $(WEEK))

explain: setup ## Which rules read a sentence: make explain TEXT='…' PUBLISHED=2018-03-08
	@$(TAWTHIQ) explain "$$TEXT" $(if $(PUBLISHED),--published $(PUBLISHED))
explain: export TEXT := $(TEXT)

doctor: setup ## Check this installation and say what to do about what is wrong
	@$(TAWTHIQ) doctor

psql: setup ## Open the warehouse in psql
	@$(TAWTHIQ) psql

check: setup ## Lint, format, types, import rules
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

.PHONY: tools
tools: ## Install Debian's Chromium and Redis for the browser and production tests (as root; else those are skipped)
	@command -v chromium >/dev/null && command -v redis-server >/dev/null || test "$$(id -u)" != 0 || ! command -v apt-get >/dev/null || \
	  { apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium fonts-noto-core redis-server >/dev/null; } || \
	  echo "Chromium or Redis could not be installed: the tests that need them are skipped" >&2

test: check tools ## All checks and all tests, as CI runs them
	.venv/bin/pytest

gate: setup ## Score the extraction on the sample newsroom and on annotated articles (RAISE=1 raises floors)
	@.venv/bin/python -m newsroom.measure $(if $(RAISE),--raise)
	@.venv/bin/python scripts/gate.py $(if $(RAISE),--raise)

bench: setup ## Measure the hot paths: make bench ONLY='read fetch'; rows in .tawthiq/bench.json
	@.venv/bin/python -m benchmarks $(ONLY)

table: setup ## Put the weekly table of the last `make run` into the README
	@.venv/bin/python scripts/readme_table.py

lock: setup ## Resolve requirements.in anew into requirements.txt
	.venv/bin/uv pip compile --quiet --no-header --no-annotate --no-emit-index-url --upgrade \
		--python-version $(OLDEST_PYTHON) requirements.in -o requirements.txt

clean: down ## Remove all state (database, stage files, reports) and caches; .venv stays
	rm -rf .tawthiq .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
