# Everything that is done with this repository, one word each. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
PY := $(VENV)/bin/python
KHABAR := $(VENV)/bin/khabar
PIP := $(PY) -m pip --disable-pip-version-check -qq
WHEELS := build/wheels
DEMO := src/khabar/demo/article.txt
GOLD := $(wildcard gold ../shared/gold)

.PHONY: soak soak-fuzz soak-scale mutants wheel offline release help setup dev demo test check lint types rules layers gold bench docs docs-check lock serve clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

setup: $(VENV)/.setup ## make .venv with what Khabar runs on, and nothing else

dev: $(VENV)/.dev ## add what works on Khabar: tests, linter, type checker

$(VENV)/.python:
	@tools/venv.sh $(VENV)
	@touch $@

$(VENV)/.setup: $(VENV)/.python requirements.lock pyproject.toml
	@echo "Installing what Khabar runs on …"
	@$(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.setup requirements-dev.lock
	@echo "Installing what works on Khabar …"
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.serve: $(VENV)/.setup requirements-serve.lock
	@echo "Installing what the page runs on …"
	@$(PIP) install --no-deps --require-hashes -r requirements-serve.lock
	@touch $@

demo: setup ## code one article, show what was found, store it and find it again
	@$(KHABAR) code $(DEMO) --published 2024-05-06 --format table --out build/demo
	@echo
	@$(KHABAR) add $(DEMO) --published 2024-05-06 --db build/demo/khabar.db
	@$(KHABAR) search ليبيا --db build/demo/khabar.db --format table --limit 3
	@echo
	@echo "The same as JSON: build/demo/article.json; as a database: build/demo/khabar.db"
	@echo "Why a record is there: $(KHABAR) explain $(DEMO) s1"
	@echo "On screen, and your own articles by paste: make serve, then open http://127.0.0.1:8377/"

test: dev ## run every test
	@KHABAR_GOLD="$(firstword $(wildcard ../shared/gold) no-gold-here)" $(PY) -m pytest -q

check: lint types docs-check test ## all that must be green before a commit

lint: dev ## style and common mistakes
	@$(VENV)/bin/ruff check src tests tools bench

types: dev ## types, strictly
	@$(VENV)/bin/mypy

layers: dev ## imports go one way, functions and files are short, no foreign letters
	@$(PY) -m pytest -q -p no:randomly tests/test_layers.py

rules: dev ## every rule against its own examples
	@$(PY) -m pytest -q -p no:randomly tests/test_rules.py

gold: setup ## the figures on each gold set, against their floors
	@for folder in $(GOLD); do echo "== $$folder"; $(KHABAR) evaluate "$$folder" --floors gold/floors.json || exit 1; done

bench: dev ## how fast it is and how the cost grows, into bench/README.md (20 minutes)
	@$(PY) bench/run.py --write
	@$(PY) bench/curves.py --write

soak-scale: dev ## 100,000 articles twice, and a larger archive with a lost machine
	@$(PY) bench/soak.py --write
	@KHABAR_SOAK=20000 $(PY) -m pytest -q tests/test_scale.py

docs: dev ## write the generated pages
	@$(PY) tools/docs.py
	@$(PY) tools/licences.py

docs-check: dev ## the generated pages are those of the code
	@$(PY) tools/docs.py --check
	@$(PY) tools/licences.py --check

soak: soak-fuzz soak-scale ## the long form of what the tests do in short; takes an hour

soak-fuzz: dev ## a megabyte of each hard input, thousands of changed inputs for each reader and the coder
	@KHABAR_SOAK_BYTES=1000000 $(PY) -m pytest -q -p no:randomly tests/test_hard.py
	@KHABAR_FUZZ_EXAMPLES=3000 $(PY) -m pytest -q -p no:randomly tests/test_fuzz.py

mutants: dev ## change the grammar and the coder in small ways; a test must notice
	@$(PY) tools/mutate.py --sample 60

wheel: dev ## build what is published, and check that it is whole
	@rm -rf dist && mkdir -p build && $(PY) -m build --outdir dist . >build/wheel.log 2>&1 || { cat build/wheel.log; exit 1; }
	@$(PY) -m twine check --strict dist/*
	@$(PY) tools/wheel.py dist/*.whl

offline: wheel ## install from a folder of wheels without a network, and code an article
	@tools/offline.sh $(WHEELS) dist/*.whl

release: check offline ## all that a release needs, in dist/: packages, the list of what is in them, known holes of these
	@$(PY) -m cyclonedx_py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o dist/khabar.cdx.json
	@$(PY) -m pip_audit --disable-pip --require-hashes -r requirements.lock || echo "pip-audit found something, or had no network: see above" >&2

lock: dev ## pin the newest versions that pyproject.toml allows (needs uv)
	@tools/lock.sh

serve: $(VENV)/.serve ## the page and the API in the browser, over $KHABAR_DB or what make demo stored
	@mkdir -p build/demo
	@KHABAR_DB="$${KHABAR_DB:-build/demo/khabar.db}" $(KHABAR) serve

clean: ## remove what was built, .venv included
	@rm -rf build dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
