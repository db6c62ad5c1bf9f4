#!/bin/sh
# What tests need beside Python: Chromium, gpsd-clients (a second decoder), iproute2 (network namespaces), socat (serial), Java (Spark),
# strace (what a journal writes and syncs), PostgreSQL (the other home of a journal).
# Installed from Debian's packages where this user may; else it is said what is missing, and those tests skip with the
# reason.
set -eu

missing=
want() { # PACKAGE COMMAND...: one of the commands is enough
    package=$1
    shift
    for word in "$@"; do
        command -v "$word" >/dev/null 2>&1 && return
    done
    missing="$missing $package"
}
PATH=$PATH:/usr/sbin:/sbin
want chromium chromium chromium-browser google-chrome
want gpsd-clients gpsdecode
want iproute2 ip
want socat socat
want default-jre-headless java
want strace strace
want poppler-utils pdftoppm
want qpdf qpdf
[ -n "$(find /usr/lib/postgresql -name initdb 2>/dev/null | head -n 1)" ] || want postgresql initdb
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        echo "Not installed, for want of root or of sudo without a password:$missing. The tests that need them are skipped."
        exit 0
    fi
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Not installed, for want of apt-get:$missing. Install what your system calls these; till then their tests are skipped."
    exit 0
fi

echo "Installing$missing from Debian's packages (once)."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086  # words are meant to be split
if ! {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $missing
} >"$log" 2>&1 </dev/null; then
    tail -n 3 "$log"
    echo "Not installed, for the reason above:$missing. The tests that need them are skipped."
fi
