#!/bin/sh
# The page: `build` writes it into the package; `check` also lints, types and tests it, and compares the build with what
# is committed. Node 20.19 or newer is taken from the system, else installed into .venv from the lock.
set -eu
cd "$(dirname "$0")/.."
mode=${1:-build}

node_is_new_enough() {
    node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
        2>/dev/null && command -v npm >/dev/null 2>&1
}
if ! node_is_new_enough; then
    sh scripts/environment.sh build node
    PATH=$PWD/.venv/bin:$PATH
    node_is_new_enough || {
        echo "Node 20.19 or newer is needed to build the page, and the one of locks/node.txt does not run here: install Node." >&2
        exit 1
    }
fi

# Every file under src that git would keep, with its checksum.
inventory() { git ls-files --cached --others --exclude-standard -- src | sort | while read -r file; do
    [ -f "$file" ] && cksum "$file"
done; }

stamp=web/node_modules/.marsad-lock
mark=$(cksum <web/package-lock.json)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$mark" ]; then
    npm --prefix web ci --no-audit --no-fund --loglevel=error
    echo "$mark" >"$stamp"
fi

case $mode in
    build) npm --prefix web run build ;;
    check)
        npm --prefix web run check
        npm --prefix web run lint
        npm --prefix web run test
        before=$(inventory)
        npm --prefix web run build
        after=$(inventory)
        [ "$before" = "$after" ] || {
            git status --short -- src >&2
            echo "The committed page is not what web/ builds: run 'make web' and commit src/." >&2
            exit 1
        }
        echo "The committed page is what web/ builds."
        ;;
    *)
        echo "Say 'build' or 'check'." >&2
        exit 2
        ;;
esac
