# make demo and make test are all a fresh machine needs; `make help` lists the rest.
.POSIX:
.PHONY: help demo test lint web docs lock bench fuzz soak

ENVIRONMENT = sh scripts/environment.sh
PORT = 8700
JOBS = 2
SECONDS = 300
ARGS =

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 8

demo: ## the watch room on simulated traffic (PORT=8700)
	@$(ENVIRONMENT) build
	@.venv/bin/marsad demo --port $(PORT) $(ARGS)

test: ## every test (ARGS="tests/decode -x", JOBS=0 for one after the other, MARSAD_CORPORA=folder)
	@$(ENVIRONMENT) build spark test
	@sh scripts/test_packages.sh
	.venv/bin/python -m pytest $$([ $(JOBS) = 0 ] || \
		echo --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder) $(ARGS) # not those with fewest tests last: they are the slow ones

lint: ## ruff, mypy, the import rule, shellcheck
	@$(ENVIRONMENT) build spark test dev
	@sh scripts/lint.sh

web: ## build the page into src/marsad/serve/page
	@sh scripts/web.sh build

docs: ## renew what docs/ derives from the program
	@$(ENVIRONMENT) build
	@.venv/bin/python docs/generate.py

lock: ## write locks/ from pyproject.toml (UPGRADE=1 for newer versions)
	@$(ENVIRONMENT) dev
	@sh scripts/lock.sh

bench: ## every benchmark, each beside its peer
	@$(ENVIRONMENT) build spark test
	@sh scripts/test_packages.sh
	.venv/bin/python -m pytest benchmarks -s $(ARGS)

fuzz: ## five minutes of hostile bytes into the decoder (SECONDS=300)
	@$(ENVIRONMENT) build spark test fuzz
	NUMBA_DISABLE_JIT=1 .venv/bin/python tests/fuzz/decoder.py --seconds $(SECONDS)
	.venv/bin/python tests/fuzz/decoder.py --replay

soak: ## a long run, watched for leaks
	@$(ENVIRONMENT) build spark test
	.venv/bin/python -m pytest benchmarks -s -k soak $(ARGS)
