# Every target does its own set-up from a bare Python 3.11+, and runs again in seconds.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: install demo demo-once test check chaos bench evaluate model lock clean

install: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Caseline needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

demo: install
	$(BIN)/caseline demo

demo-once: install
	$(BIN)/caseline demo --once

test: check
	$(BIN)/pytest -n 4 --dist loadgroup

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Everything killed at random under load; SEED=N repeats a campaign. See docs/delivery.md.
chaos: install
	$(BIN)/python -m bench.chaos $(if $(SEED),--seed $(SEED))

# How fast it is beside the bare libraries that it is made of: printed, and kept in docs/bench.md.
bench: install
	$(BIN)/python -m bench.speed --keep

# How well texts are understood, on those that were kept back: printed, and kept in docs/understanding.md.
evaluate: install
	$(BIN)/python -m bench.understanding.evaluate --cross

# Trains flows/intents/model.bin again from the corpus; the same corpus gives the same file.
model: install
	$(BIN)/python -m bench.understanding.train

# Maintainers only: resolves the newest versions into requirements.lock (needs `uv` on PATH).
lock:
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --no-emit-find-links --all-extras pyproject.toml -o requirements.lock

clean:
	rm -rf .venv .caseline build *.egg-info
