#!/bin/bash
# Everything that can be said of the code without running it. All checks run, so that one look shows everything.
set -uo pipefail
cd "$(dirname "$0")/.." && export PATH="$PWD/.venv/bin:$PATH"
failed=()
export NO_COLOR=1

# Quiet while all is well: a check speaks only when it fails.
check() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then
        echo "ok      $name"
    else
        echo "FAILED  $name"
        echo "$said"
        failed+=("$name")
    fi
}

check "format" ruff format --check --quiet --diff .
check "lint" ruff check --quiet .
check "types (Python)" mypy
check "types (TypeScript)" node_modules/.bin/tsc --project tsconfig.json
check "types (TypeScript tests)" node_modules/.bin/tsc --project tsconfig.tests.json
check "import layers" lint-imports
check "dependencies" deptry . --no-ansi --experimental-namespace-package
check "generated types current" python -m tools.protocol --check
check "translations" python -m tools.words --check
check "lock files" python -m tools.locks

if ((${#failed[@]})); then
    echo "Failed: ${failed[*]}"
    exit 1
fi
