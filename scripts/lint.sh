#!/bin/sh
# Every rule that a machine can check, in the order of how soon it answers. Needs the group dev of scripts/environment.sh.
set -eu
cd "$(dirname "$0")/.."
PATH=$PWD/.venv/bin:$PATH

ruff check --quiet .
ruff format --check --quiet .
mypy
lint-imports --no-cache >/dev/null || lint-imports --no-cache
git ls-files -z -- '*.sh' .ci/run | xargs -0 shellcheck
echo "Lint, types, the import rule and shell scripts are clean."
