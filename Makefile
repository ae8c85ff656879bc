# Every command a person or a machine needs; the README says what each is for.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export OMP_THREAD_LIMIT := 1
# One more than there are cores: many tests wait for a service or a browser.
TESTERS := $(shell expr $$(nproc) + 1)

.PHONY: setup demo test serve check format bench calibrate lock samples

setup: $(VENV)/.ready

# A pip of today reads the lock in half the time that the one beside an older Python takes.
$(VENV)/.ready: requirements-pip.lock requirements-dev.lock debian-packages.txt tools/install-packages
	tools/install-packages debian-packages.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-pip.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup
	$(BIN)/python -m samples.demo

test: setup
	$(BIN)/python -m pytest -q --numprocesses=$(TESTERS)

serve: setup
	$(BIN)/ocr-service up

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -q --numprocesses=$(TESTERS) -m "not slow"

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup .venv-peers/.ready
	$(BIN)/python -m benchmarks

calibrate: setup
	$(BIN)/python -m benchmarks.calibration

.venv-peers/.ready: benchmarks/peers.txt benchmarks/debian-packages.txt
	tools/install-packages benchmarks/debian-packages.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install --quiet --disable-pip-version-check -r benchmarks/peers.txt
	touch $@

samples: setup
	$(BIN)/python -m samples.generator

lock:
	echo pip | $(BIN)/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 \
	  - -o requirements-pip.lock
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 \
	  --extra second --extra sign pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 \
	  --extra dev --extra second --extra sign pyproject.toml -o requirements-dev.lock
