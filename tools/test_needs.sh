#!/bin/bash
# What the tests need from the system: a browser with a font, PostgreSQL's programs, nginx and openssl. Root on a
# machine with apt gets what is missing; anyone else is told, and nothing is tested until it is there.
set -euo pipefail

missing=()
command -v chromium > /dev/null || missing+=(chromium)
[ -n "$(fc-list 2> /dev/null)" ] || missing+=(fontconfig fonts-dejavu-core)
compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || command -v initdb > /dev/null || missing+=(postgresql)
PATH="$PATH:/usr/sbin" command -v nginx > /dev/null || missing+=(nginx-light)
command -v openssl > /dev/null || missing+=(openssl)
((${#missing[@]})) || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
    echo "The tests need these packages (names as in Debian): ${missing[*]}" >&2
    echo "As root: apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
fi

echo "Installing for the tests: ${missing[*]}"
log=$(mktemp)
# The list first: a stale one names versions that are no longer there.
if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}"; } \
    > "$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
rm "$log"
