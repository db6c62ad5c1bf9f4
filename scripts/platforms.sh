#!/bin/sh
# What the lock names can be installed on aarch64 with every supported Python, from wheels alone. Needs the group dev.
set -eu
cd "$(dirname "$0")/.."
nowhere=$(mktemp -d)
trap 'rm -rf "$nowhere"' EXIT
for python in 3.11 3.12 3.13; do
    .venv/bin/uv pip install --dry-run --quiet --no-build --require-hashes --requirement locks/base.txt \
        --python-version "$python" --python-platform aarch64-manylinux_2_28 --target "$nowhere" || {
        echo "locks/base.txt does not install on aarch64 with Python $python, for the reason above." >&2
        exit 1
    }
done
echo "locks/base.txt installs on aarch64 with Python 3.11, 3.12 and 3.13."
