#!/bin/bash
# All tests, each kind in turn. The later ones run although an earlier one failed: one look shows everything.
set -uo pipefail
cd "$(dirname "$0")/.." && export PATH="$PWD/.venv/bin:$PATH"

# Playwright's own Node needs libatomic1, which a minimal Debian lacks.
PLAYWRIGHT_NODEJS_PATH="$(python -m tools.node)"
export PLAYWRIGHT_NODEJS_PATH
read -ra extra <<< "${PYTEST:-}"
failed=()

# A file stays in one process, with the database that its fixtures start.
python -m pytest -p tests.no_skips --quiet --ignore=tests/browser -n "${WORKERS:-2}" --dist=loadfile "${extra[@]}" \
    || failed+=("Python")

# Each process of these has a server and a browser of its own: two of them keep two cores busy, and nothing is timed.
python -m pytest -p tests.no_skips --quiet tests/browser -n "${WORKERS:-2}" --dist=loadfile "${extra[@]}" \
    || failed+=("browser")

python -m tools.test_front || failed+=("TypeScript")

if ((${#failed[@]})); then
    echo "Failed: ${failed[*]}"
    exit 1
fi
echo "All tests passed."
