# Everything a new machine needs is Python 3.11 or newer and make.
PYTHON ?= python3
BIN := .venv/bin
SCENARIO ?= scenarios/reopen.yaml

.PHONY: run test test-workshop test-explore bench bench-sweeps bench-workshop lock docs docs-tables lever-effects queue-figures posteriors validation recovery clean

run: .venv/run.ready  ## set up and run scenarios/reopen.yaml to a finished report
	$(BIN)/borderSim run $(SCENARIO)

test: .venv/test.ready  ## set up and run the checks and the tests
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/ruff format --check src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile --ignore tests/workshop/browser

test-workshop: .venv/test.ready  ## the workshop in headless Chromium: the acceptance tests, one after the other
	$(BIN)/pytest tests/workshop/browser

test-explore: .venv/test.ready  ## the property tests with fresh and many more examples; takes long
	BORDERSIM_EXPLORE=1 $(BIN)/pytest -n 2 --dist loadfile --ignore tests/workshop/browser

bench: .venv/test.ready  ## ratios of the core's speed, measured in one run
	$(BIN)/python benchmarks/bench.py

docs: .venv/docs.ready  ## the documentation as pages in site/; a broken link fails
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

docs-tables: .venv/test.ready  ## docs tables and the editor's schema, from the catalogue
	$(BIN)/python tools/build_docs_tables.py
	$(BIN)/python tools/build_docs_systems.py
	$(BIN)/borderSim explain --graph --out docs/figures/causal-links.svg
	$(BIN)/borderSim schema --out schema/scenario.schema.json
	$(BIN)/borderSim schema --sweep --out schema/sweep.schema.json

bench-sweeps: .venv/test.ready  ## throughput of sweeps, and a large one that is killed twenty times; an hour
	$(BIN)/python benchmarks/sweeps.py --points 200
	$(BIN)/python benchmarks/sweeps.py --points 2000 --kills 20

bench-workshop: .venv/test.ready  ## latency of the workshop as ratios to the model call, and a soak of ten minutes
	$(BIN)/python benchmarks/workshop.py
	$(BIN)/python benchmarks/workshop_room.py

lever-effects: .venv/test.ready  ## docs/lever-effects.md: what each lever does on its own; minutes
	$(BIN)/python tools/lever_effects.py

queue-figures: .venv/test.ready  ## the figures of docs/queues.md; minutes
	$(BIN)/python tools/queue_figure.py

posteriors: .venv/test.ready  ## the packaged parameter sets, fitted to the record; about seven minutes on two cores
	$(BIN)/python tools/build_posteriors.py

validation: .venv/test.ready  ## docs/validation.md, its figures and the packaged scores, from hindcasts; minutes
	$(BIN)/python tools/validation.py

recovery: .venv/test.ready  ## docs/recovery.md: does the fit find truths that the model made up; half an hour
	$(BIN)/python tools/recovery.py

lock: .venv/test.ready  ## pinned, hashed requirements from pyproject.toml
	$(BIN)/pip install -q pip-tools
	$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --no-header --no-annotate --strip-extras -o requirements.txt pyproject.toml requirements-build.in
	$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --no-header --no-annotate --strip-extras --extra dev -o requirements-dev.txt pyproject.toml requirements-build.in
	$(BIN)/pip-compile -q --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --no-header --no-annotate --strip-extras -o requirements-docs.txt requirements-docs.in

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.ready: .venv/bin/python requirements.txt pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/test.ready: .venv/bin/python requirements-dev.txt requirements-ema.txt pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-ema.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/docs.ready: .venv/test.ready requirements-docs.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-docs.txt
	touch $@

clean:
	rm -rf site .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
