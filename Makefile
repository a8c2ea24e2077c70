# Every command a person or CI runs. `make demo` and `make test` set everything up themselves.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
export UV_PROJECT_ENVIRONMENT := $(VENV)
# Trust what the machine trusts: a company proxy signs with a certificate of its own.
export UV_SYSTEM_CERTS := true

.PHONY: setup demo test test-long lint bench bench-growth goldens gallery docs lock clean

setup: $(VENV)/.ready

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.10,<1"

$(VENV)/.ready: $(UV) pyproject.toml uv.lock tools/system_packages.sh tools/fetch_fonts.py
	@bash tools/system_packages.sh run
	$(UV) sync --quiet --frozen --inexact --python $(BIN)/python
	@$(BIN)/python -m tools.fetch_fonts || echo "No colour emoji font could be fetched; emoji are drawn plainly (cutroom doctor)."
	@touch $@

$(VENV)/.ready-for-tests: $(VENV)/.ready
	@bash tools/system_packages.sh test
	@touch $@

demo: setup ## render examples/demo to out/demo.mp4
	@mkdir -p out
	@$(BIN)/cutroom render examples/demo -o out/demo.mp4

lint: setup ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint $(VENV)/.ready-for-tests ## everything that must hold
	$(BIN)/pytest -n 2 --dist loadgroup -q

test-long: $(VENV)/.ready-for-tests ## the suites that take long: fuzz, crash, ten-minute renders
	$(BIN)/pytest -q -m long

bench: setup ## measure the benchmark timelines against ffmpeg and the peers that are installed (MOVIEPY=a Python that has it)
	$(BIN)/python -m tools.bench $(if $(MOVIEPY),--moviepy $(MOVIEPY))

bench-growth: setup ## how the cost of a render grows with length, segments and layers, and what more cores bring
	$(BIN)/python -m tools.bench.growth
	$(BIN)/python -m tools.bench.scaling

goldens: setup ## draw the golden pictures again (NAME=effect-id for one)
	$(BIN)/python -m tests.golden.regenerate $(NAME)

gallery: setup ## a video and contact sheets of every effect with its name: out/gallery.mp4, out/gallery/
	$(BIN)/python -m tools.gallery

docs: setup ## write what is generated: pages, and the looks as they are read
	$(BIN)/python -m tools.make_looks
	$(BIN)/python -m tools.make_openapi
	$(BIN)/python -m tools.make_docs
	$(BIN)/python -m tools.make_reference

lock: $(UV)
	$(UV) lock

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis
