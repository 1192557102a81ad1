# make demo   sets everything up and shows what the library does
# make test   sets everything up and runs the whole test suite
# make help   lists the rest

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST_ARGS ?=
SECONDS ?= 20
SAMPLE ?= 60
SEED ?= 1
BENCH_ARGS ?=
# Being watched makes a process slow to start and slow to work.
NOT_TIMED := not an_interrupt_while_it_starts and not take_bounded_time
CORE := tests/test_cases.py tests/test_frozen_comparisons.py tests/laws tests/parsing tests/scoring tests/romanization \
	tests/mentions tests/importers tests/test_resolver.py tests/test_storage.py tests/test_gazetteer.py tests/test_distance.py

INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
INSTALLED_ALL := $(VENV)/.installed-all

export PYTHONHASHSEED ?= 0
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help demo test test-long test-page test-plugins doctest lint format types docs data check-data wheel check clean \
	laws frozen fuzz fuzz-server mutation coverage security lowest bench figures reproducible

help:  ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

$(BIN)/python:
	@echo "Creating the virtual environment $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "nameresolve needs Python 3.11 or newer; try: make PYTHON=python3.11 ...")'
	@$(PYTHON) -m venv $(VENV)

# The stamps make a second call quick: only a changed pyproject.toml installs again.
$(INSTALLED): pyproject.toml | $(BIN)/python
	@echo "Installing nameresolve into $(VENV) ..."
	@$(PIP) install --editable .
	@touch $@

$(INSTALLED_DEV): pyproject.toml | $(BIN)/python
	@echo "Installing nameresolve and its development tools into $(VENV) ..."
	@$(PIP) install --editable '.[dev]'
	@touch $(INSTALLED) $@

# The libraries of all plug-ins are over a gigabyte, so the ordinary environment goes without them.
$(INSTALLED_ALL): pyproject.toml | $(BIN)/python
	@echo "Installing nameresolve with all extras into $(VENV) ..."
	@$(PIP) install --editable '.[dev,all]'
	@touch $(INSTALLED) $(INSTALLED_DEV) $@

demo: $(INSTALLED)  ## set up, then normalize the example file and annotate the sample text
	@mkdir -p .demo
	@echo '$$ nameresolve normalize examples/kazakhstan-2022.csv --column spelling --output .demo/kazakhstan-2022.csv --force'
	@$(BIN)/nameresolve normalize examples/kazakhstan-2022.csv --column spelling --output .demo/kazakhstan-2022.csv --force
	@$(BIN)/python examples/show.py .demo/kazakhstan-2022.csv
	@echo
	@echo '$$ nameresolve annotate examples/sample.txt'
	@$(BIN)/nameresolve annotate examples/sample.txt

test: $(INSTALLED_DEV)  ## set up, then run every test and every example in a docstring
	$(BIN)/python -m pytest $(PYTEST_ARGS)
	$(BIN)/python -m pytest --doctest-modules src/nameresolve $(PYTEST_ARGS)

test-long: $(INSTALLED_DEV)  ## the laws with many more examples, and the slow tests
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -m "not benchmark and not fuzz and not browser" $(PYTEST_ARGS)

test-plugins: $(INSTALLED_ALL)  ## install all extras, then run the tests of the plug-ins, the long ones too
	$(BIN)/python -m pytest -m "not benchmark and not fuzz and not browser" tests/plugins tests/server tests/cli/test_normalize_columnar.py tests/cli/test_eval.py $(PYTEST_ARGS)
	$(BIN)/python -m pytest --doctest-modules src/nameresolve/plugins $(PYTEST_ARGS)

test-page: $(INSTALLED_DEV)  ## look at the page of the service with Chromium (Debian: chromium)
	$(BIN)/python -m pytest -m browser tests/server/test_browser.py tests/cli/test_html_page.py $(PYTEST_ARGS)

doctest: $(INSTALLED_DEV)  ## only the examples in docstrings
	$(BIN)/python -m pytest --doctest-modules src/nameresolve $(PYTEST_ARGS)

lint: $(INSTALLED_DEV)  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(INSTALLED_DEV)  ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(INSTALLED_DEV)  ## mypy --strict
	$(BIN)/mypy --strict src scripts

docs: $(INSTALLED_DEV)  ## build the documentation, warnings are errors
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "Open docs/_build/html/index.html"

data: $(INSTALLED_DEV)  ## compile gazetteer/ into src/nameresolve/data/
	$(BIN)/python scripts/build_data.py

check-data: data  ## compile, and demand that nothing changed
	git diff --exit-code --stat -- src/nameresolve/data
	@untracked=$$(git ls-files --others --exclude-standard -- src/nameresolve/data); \
	if [ -n "$$untracked" ]; then echo "Compiled but not committed: $$untracked"; exit 1; fi

wheel: $(INSTALLED_DEV)  ## build the wheel and the source archive into dist/
	$(BIN)/python -m build --outdir dist .

check: lint types test docs check-data  ## all of the above that a change must pass

laws: $(INSTALLED_DEV)  ## the laws alone, each with 2,000 examples
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest tests/laws tests/test_testing.py $(PYTEST_ARGS)

frozen: $(INSTALLED_DEV)  ## what a change does to 5,000 decisions and 2,300 comparisons; writes them, review with git diff
	$(BIN)/python scripts/freeze_decisions.py
	$(BIN)/python scripts/freeze_comparisons.py

fuzz: $(INSTALLED_DEV)  ## broken inputs for every reader, SECONDS=20 each
	NAMERESOLVE_FUZZ_SECONDS=$(SECONDS) $(BIN)/python -m pytest tests/fuzz -m "fuzz or not fuzz" $(PYTEST_ARGS)

fuzz-server: $(INSTALLED_DEV)  ## 10,000 requests made after the OpenAPI document: none may end in a 5xx
	@$(PIP) install 'schemathesis>=4'
	$(BIN)/python -m pytest -m fuzz tests/server/test_fuzz.py $(PYTEST_ARGS)

mutation: $(INSTALLED_DEV)  ## change the code in SAMPLE=60 places; which changes do the tests not notice?
	$(BIN)/python scripts/mutation.py --sample $(SAMPLE) --seed $(SEED)

coverage: $(INSTALLED_DEV)  ## run the tests, tell which branches none of them takes
	@$(PIP) install 'coverage>=7.10'
	@rm -rf .coverage && mkdir .coverage
	$(BIN)/python -m coverage run -m pytest -k "$(NOT_TIMED)" $(PYTEST_ARGS)
	$(BIN)/python -m coverage run -m pytest --doctest-modules src/nameresolve $(PYTEST_ARGS)
	@$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report --skip-covered --show-missing --precision=1
	@$(BIN)/python -m coverage json --quiet -o .coverage/report.json
	@$(BIN)/python -c "import json; t = json.load(open('.coverage/report.json'))['totals']; \
		share = t['covered_branches'] / t['num_branches']; \
		print(f'{share:.1%} of', t['num_branches'], 'branches are taken; wanted are 95 %'); raise SystemExit(share < 0.95)"

security: $(INSTALLED_DEV)  ## the tests of hostile input, and known holes in the libraries we depend on
	$(BIN)/python -m pytest tests/test_security.py $(PYTEST_ARGS)
	@$(PIP) install 'pip-audit>=2.7'
	$(BIN)/python scripts/audit.py --if-reachable

lowest:  ## the core of the suite with the lowest versions that pyproject.toml allows
	$(PYTHON) -m venv --clear $(VENV)-lowest
	$(PYTHON) scripts/lowest_versions.py > $(VENV)-lowest/lowest.txt
	$(VENV)-lowest/bin/python -m pip --disable-pip-version-check --quiet install --constraint $(VENV)-lowest/lowest.txt \
		--editable '.[testing]' pytest pytest-benchmark
	$(VENV)-lowest/bin/python -m pytest $(CORE) $(PYTEST_ARGS)

bench: $(INSTALLED_DEV)  ## ours and other matchers on the same data in one run
	$(BIN)/python benchmarks/run.py $(BENCH_ARGS)

figures: $(INSTALLED_DEV)  ## draw the drawings of the documentation from what the library says today
	$(BIN)/python scripts/draw_figures.py

reproducible: $(INSTALLED_DEV)  ## build wheel and source archive twice and compare their bytes
	$(BIN)/python -m pytest tests/test_wheel.py -m "long or not long" $(PYTEST_ARGS)

clean:  ## remove what the other targets made, the environment too
	rm -rf $(VENV) $(VENV)-lowest .coverage .demo build dist docs/_build docs/reference/api .hypothesis .mypy_cache .pytest_cache .ruff_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
