#!/bin/sh
# Write locks/*.txt from pyproject.toml: every version and hash, no host. With --check: say whether they are up to date.
set -eu
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
[ -x "$uv" ] || uv=uv
into=locks
if [ "${1:-}" = --check ]; then
    into=$(mktemp -d)
    trap 'rm -rf "$into"' EXIT
    cp locks/*.txt "$into"
fi

# compile NAME OPTIONS...: what stands in the file already is kept, unless UPGRADE=1.
compile() {
    name=$1
    shift
    "$uv" pip compile pyproject.toml "$@" --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
        --no-annotate --custom-compile-command "make lock" ${UPGRADE:+--upgrade} --quiet --output-file "$into/$name.txt"
}

# Each builds on the one before, so that all of them fit into one environment.
compile base
compile test --extra test --constraint "$into/base.txt"
compile dev --extra test --extra dev --constraint "$into/test.txt"
for extra in fuzz geo node postgresql spark; do
    compile "$extra" --extra "$extra" --constraint "$into/dev.txt"
done
compile build --extra build --constraint "$into/dev.txt"

if [ "$into" != locks ]; then
    diff -r locks "$into" >/dev/null || {
        echo "The locks do not fit pyproject.toml: run 'make lock' and commit locks/." >&2
        exit 1
    }
    echo "The locks fit pyproject.toml."
fi
