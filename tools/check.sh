#!/bin/bash
# Everything that can be said of the code without running it. All checks run, so that one look shows everything.
set -uo pipefail
cd "$(dirname "$0")/.." && export PATH="$PWD/.venv/bin:$PATH"
failed=()
export NO_COLOR=1

said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
checks=()

# Two at a time, as there are two cores nearly everywhere. Quiet while all is well: a check speaks only when it fails.
check() {
    local name=$1
    shift
    checks+=("$name")
    (($(jobs -rp | wc -l) < 2)) || wait -n
    { "$@" > "$said/${#checks[@]}" 2>&1 || touch "$said/${#checks[@]}.failed"; } &
}

check "types (Python)" mypy
check "types (TypeScript)" node_modules/.bin/tsc --project tsconfig.json
check "types (TypeScript tests)" node_modules/.bin/tsc --project tsconfig.tests.json
check "format" ruff format --check --quiet --diff .
check "lint" ruff check --quiet .
check "import layers" lint-imports
check "dependencies" deptry . --no-ansi --experimental-namespace-package
check "generated types current" python -m tools.protocol --check
check "translations" python -m tools.words --check
check "lock files" python -m tools.locks
wait

for number in "${!checks[@]}"; do
    if [ -e "$said/$((number + 1)).failed" ]; then
        echo "FAILED  ${checks[$number]}"
        cat "$said/$((number + 1))"
        failed+=("${checks[$number]}")
    else
        echo "ok      ${checks[$number]}"
    fi
done

if ((${#failed[@]})); then
    echo "Failed: ${failed[*]}"
    exit 1
fi
