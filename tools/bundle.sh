#!/bin/bash
# Everything that serves, in one archive for a machine without internet: wheels for this kind of machine and this
# Python (PYTHON= names another one), the built front end, the program. README says how it is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
name=tilbudstrappen
folder="$(mktemp -d)"
trap 'rm -r "$folder"' EXIT

# What make has put before it is the environment, which has no pip.
PATH="${PATH//"$PWD/.venv/bin:"/}" "${PYTHON:-python3}" -m pip download --quiet --disable-pip-version-check \
    --require-hashes --no-deps --only-binary :all: --requirement requirements/app.txt --dest "$folder/$name/wheels"
# As in the Dockerfile.
tar --create --exclude=__pycache__ README.md CHANGELOG.md requirements/app.txt deploy/nginx.conf \
    locale static/dist templates board sessions exports app | tar --extract --directory "$folder/$name"
tar --create --gzip --file "$name.tar.gz" --directory "$folder" "$name"
echo "$PWD/$name.tar.gz has everything; README, “Without internet”, says how it is installed."
