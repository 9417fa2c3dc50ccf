# Everything that a contributor does, and what CI does: `make help` lists it.
# Tools come from .venv where there is one, else from the environment that is active.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export PATH := $(CURDIR)/.venv/bin:$(PATH)

# What .ci/run calls after the two commands of README. Those that are a script under .ci make the
# environments that they need in a temporary folder.
CHECKS := lint data pages coverage extended site package khal oldest spark

T ?= tests
SIZES ?= 524,100000,1000000

.PHONY: help test quick lint format generate check checks fuzz lock audit mutants bench $(CHECKS)

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

test: ## the test suite; `make test T=tests/test_dates.py` runs a part of it
	python -m pytest -q -n 2 $(T)

quick: ## the test suite without what is marked as slow
	python -m pytest -q -n 2 -m "not slow" $(T)

lint: ## style, format, types, layers
	ruff check .
	ruff format --check .
	mypy
	lint-imports

format: ## what ruff can mend by itself
	ruff check --fix .
	ruff format .

generate: ## write all that is generated: golden help, manual page, JSON Schemas, pages
	python docs/generate.py

check: test $(CHECKS) ## all that .ci/run checks, in this checkout

checks: # the names of the checks beside `test`, for .ci/run and the workflow
	@echo $(CHECKS)

data: ## the curated data has no errors and no warnings
	ots check --strict

pages: ## what README and docs show is what the program prints
	cog --check --check-fail-msg='`make generate` writes it' -P README.md docs/*.md docs/for/*.md
	python -m doctest docs/python.md

# Where a mistake would be a false answer. What is imported is tested without being measured.
ANSWERS := */dates.py,*/periods.py,*/query/*,*/store/*,*/cache.py,*/checking/*
coverage: ## the test suite with its branches counted: 98 % where answers are made, 95 % elsewhere
	coverage erase
	coverage run -m pytest -q -n 2 --ignore tests/test_imports.py
	coverage combine -q && rm -f .coverage.*  # what was killed leaves a broken file
	coverage report --precision=1 --skip-covered --fail-under=98 --include="$(ANSWERS)"
	coverage report --precision=1 --skip-covered --fail-under=95 --omit="$(ANSWERS)"

extended: ## tests that need the dev extra, and every combination of cases
	python -m pytest -q -n 2 -o addopts="--strict-markers --strict-config" tests/extended

package: ## a wheel works from any folder, and so does what the sdist builds
	.ci/package

site: ## the site of the curated data, in a browser, for everybody
	.ci/site

khal: ## khal reads the calendar whole
	.ci/khal

oldest: ## the quick tests with the oldest dependencies that are allowed
	.ci/oldest

spark: ## the SQL of docs/beyond-one-machine.md on Apache Spark
	.ci/spark

fuzz: ## dates, mutated files and command lines at random, for about a minute
	python benchmarks/hostile.py --only dates,mutations,lines --scale 0.15

lock: ## write the versions and digests that CI installs
	uv pip compile -q --generate-hashes --python-version 3.11 --extra dev --upgrade \
	  --custom-compile-command "make lock" --output-file .ci/locked.txt pyproject.toml

audit: ## known vulnerabilities of what CI installs; needs pip-audit and the network
	pip-audit --require-hashes --disable-pip -r .ci/locked.txt

mutants: ## which small faults in dates and periods the tests miss; an hour or more
	python benchmarks/mutants.py dates periods
	python benchmarks/mutants.py --sample 200 --seed 16 query store cache checking

bench: ## how long each question takes, as a Markdown table: about an hour
	python benchmarks/run.py --sizes $(SIZES)
