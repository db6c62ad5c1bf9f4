#!/bin/sh
# Make .venv with what `make` needs: sh scripts/environment.sh GROUP...   (GROUP: build, spark, test, dev, node, fuzz)
# Versions and hashes come from locks/. A stamp per group lets the next call return at once.
# PYTHON names the interpreter; else the newest of 3.13, 3.12 and 3.11 that can make an environment.
set -eu
cd "$(dirname "$0")/.."

refuse() {
    echo "$1" >&2
    exit 1
}

version_of() { # prints 3.x, or nothing where this does not run
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true
}

# Sets `python`, or refuses in one sentence.
find_python() {
    unfit=""
    bare=""
    for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        version=$(version_of "$candidate")
        case $version in
            3.11 | 3.12 | 3.13)
                if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
                    python=$candidate
                    return
                fi
                bare=${bare:-$version}
                ;;
            ?*) unfit="Python $version ($candidate)" ;;
        esac
    done
    if [ -n "$bare" ]; then
        if [ -r /etc/debian_version ]; then
            refuse "Python $bare cannot make an environment without its module ensurepip: run 'apt-get install python$bare-venv' as root, then make again."
        fi
        refuse "Python $bare cannot make an environment without its modules ensurepip and venv: install them with your package manager, then make again."
    fi
    refuse "Marsad needs Python 3.11, 3.12 or 3.13 and found ${unfit:-none}${PYTHON:+ under the name $PYTHON}: install one, or name it as in 'make demo PYTHON=/usr/bin/python3.12'."
}

explain_failure() { # log file: one sentence, then the end of the log where no known cause fits
    if grep -qiE 'name resolution|name or service not known|network is unreachable|newconnectionerror|max retries|timed out|connection (refused|reset)|proxyerror' "$1"; then
        refuse "The package index cannot be reached: connect this machine to the network (or point pip at your own index), then make again."
    elif grep -qi 'no space left' "$1"; then
        refuse "The disk is full: free about 3 GB for .venv, then make again."
    elif grep -qi 'do not match the hashes' "$1"; then
        refuse "A package that was downloaded is not the one in locks/: nothing was installed, try again, and report it if it stays so."
    elif grep -qi 'no matching distribution' "$1"; then
        tail -n 3 "$1" >&2
        refuse "The package index has no build of a package for this machine ($(uname -sm)): Marsad runs on 64-bit Linux with glibc, x86_64 and aarch64."
    fi
    tail -n 15 "$1" >&2
    refuse "Installing into .venv failed, for the reason above; the whole story is in $1."
}

# install WHAT PIP-ARGUMENTS...: runs pip, keeps its words in a log and, on a terminal, shows what it is at.
install() {
    what=$1
    shift
    log=.venv/install-$what.log
    shown=0
    [ -t 1 ] && shown=1
    {
        .venv/bin/python -m pip --disable-pip-version-check --no-input install "$@" 2>&1
        echo "exit code $?"
    } | tee "$log" | awk -v shown="$shown" '
        shown && /^ *Collecting / { printf "\r\033[K  %d %s", ++count, $2; fflush() }
        shown && /^Installing / { printf "\r\033[K  unpacking"; fflush() }
        END { if (shown) printf "\r\033[K" }'
    [ "$(tail -n 1 "$log")" = "exit code 0" ] || explain_failure "$log"
}

# A folder that was moved, or whose Python is gone or not the one asked for, is made anew.
make_venv() {
    if [ -e .venv/marsad-made-for ] && [ "$(cat .venv/marsad-made-for)" = "$(pwd) ${PYTHON:-}" ] &&
        .venv/bin/python -c 'import pip' 2>/dev/null; then
        return
    fi
    find_python
    if [ -e .venv ]; then
        [ -e .venv/pyvenv.cfg ] || refuse "There is a .venv here that is no Python environment: move it away, then make again."
        rm -rf .venv
    fi
    echo "Making .venv with Python $(version_of "$python")."
    "$python" -m venv .venv >/dev/null || refuse "Python could not make .venv, for the reason above: mend that, then make again."
    echo "$(pwd) ${PYTHON:-}" >.venv/marsad-made-for
}

make_venv
for group in "$@"; do
    lock=locks/$group.txt
    [ -r "$lock" ] || refuse "There is no lock $lock: name a group that stands in locks/."
    stamp=.venv/marsad-$group
    mark=$(cksum <"$lock")
    [ "$(cat "$stamp" 2>/dev/null || true)" = "$mark" ] && continue
    echo "Installing $(grep -c '^[a-z].*==' "$lock") packages for '$group' into .venv (once)."
    # pyspark has no wheel; it is built with the setuptools of the group build, so that nothing comes without a hash
    source=""
    [ "$group" = spark ] && source="--no-binary pyspark --no-build-isolation"
    # shellcheck disable=SC2086  # options are meant to be split
    install "$group" --require-hashes --only-binary :all: $source --requirement "$lock"
    echo "$mark" >"$stamp"
done

mark=$(cksum <pyproject.toml)
if [ "$(cat .venv/marsad-itself 2>/dev/null || true)" != "$mark" ]; then
    install marsad --no-index --no-deps --no-build-isolation --editable .
    echo "$mark" >.venv/marsad-itself
fi
