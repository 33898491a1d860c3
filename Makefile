# One word for each thing that can be done here; `make` alone lists them.
# ARGS are handed on:  make demo ARGS="--only bad"    make test ARGS="-k basket"

VENV := .venv
PYTHON_HERE := $(VENV)/bin/python
WORKERS := 3
ARGS :=

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint check format report test-evershop evershop evershop-down test-locales bench-speed bench-detection bench-stability bench-crowd bench-shops wheel lock clean

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

setup: ## Make .venv, install the pinned packages, a browser and the report generator
	@sh tools/setup.sh

demo: setup ## Send the personas through the embedded shop: a good day, a bad day, the reports
	@$(VENV)/bin/mystery-shopper demo $(ARGS)

test: setup ## Run the whole test suite; it keeps the machine too busy to judge the suite's own timings
	@$(PYTHON_HERE) -m pytest tests features -n $(WORKERS) --dist loadscope --no-loadscope-reorder --pace off --timings skip $(ARGS)

lint: setup ## Check style, types and the direction of imports
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@if grep -q '^\[tool.importlinter\]' pyproject.toml; then $(VENV)/bin/lint-imports; fi

check: setup ## Check features, personas and journeys for mistakes, without a browser
	@$(VENV)/bin/mystery-shopper check $(ARGS)

format: setup ## Lay out the code and mend what can be mended without thought
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

report: setup ## Make the reports anew from the visits that were made
	@$(VENV)/bin/mystery-shopper report $(ARGS)

test-evershop: setup ## Send the suite through EverShop, a real second shop, and say what is strange there
	@$(PYTHON_HERE) tools/evershop test $(ARGS)

evershop: setup ## Open EverShop on this machine and leave it open
	@$(PYTHON_HERE) tools/evershop up $(ARGS)

evershop-down: setup ## Close EverShop again
	@$(PYTHON_HERE) tools/evershop down $(ARGS)

test-locales: setup ## Send the suite through the embedded shop as people in the United States and in France would
	@for locale in en-US fr-FR; do \
	  $(PYTHON_HERE) -m pytest features -n $(WORKERS) --timings skip --locale $$locale --reports reports/$$locale $(ARGS) || exit 1; \
	done

bench-speed: setup ## Measure what a visit costs against a bare script, and purchases a minute
	@$(PYTHON_HERE) -m benchmarks.speed $(ARGS)

bench-detection: setup ## Break the embedded shop in every known way and score what is noticed (goes on when interrupted)
	@$(PYTHON_HERE) -m benchmarks.detection $(ARGS)

bench-stability: setup ## Play the good day ten times and compare every act and verdict
	@$(PYTHON_HERE) -m benchmarks.stability $(ARGS)

bench-crowd: setup ## Send a crowd of 200, measure its memory, and compare it over numbers of workers (ARGS="--workers 1 2 4")
	@$(PYTHON_HERE) -m benchmarks.crowd $(ARGS)

bench-shops: setup ## Buy at every little shop of the fleet as a stranger, and fail at every twin that cannot sell
	@PYTHONPATH=tests $(PYTHON_HERE) -m benchmarks.shops $(ARGS)

wheel: setup ## Build the wheel into dist/
	@$(PYTHON_HERE) -m build --wheel --no-isolation --outdir dist .

lock: setup ## Resolve all packages anew into the lock files (ARGS=--upgrade takes newer ones)
	@$(PYTHON_HERE) -m venv build/lock
	@build/lock/bin/python -m pip install --quiet 'uv>=0.9'
	@build/lock/bin/python tools/lock.py $(ARGS)

clean: ## Remove what was made here (the environment, builds, reports, caches)
	rm -rf $(VENV) build dist reports .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests steps tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
