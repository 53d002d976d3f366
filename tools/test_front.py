"""Runs the TypeScript tests, static/src/**/*.test.ts(x) and tests/front/**/*.test.ts(x), with Node's own runner.

Node drops types by itself but knows no JSX, so esbuild makes a module of each test first. Packages are left out
of it: signals, for one, must be the same module for the test and for what it tests.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.node import ROOT, esbuild, node

# Under node_modules/, because Node looks for packages in the folders above a module. Each run has its own.
BUILT = ROOT / "node_modules/.cache" / f"tilbudstrappen-tests-{os.getpid()}"


def main(names: list[str]) -> int:
    """Run all tests, or those whose path contains one of `names`. 1 when any failed or was skipped."""
    found = [
        path.relative_to(ROOT)
        for folder in ("static/src", "tests/front")
        for path in sorted((ROOT / folder).rglob("*.test.ts*"))
        if not names or any(name in path.as_posix() for name in names)
    ]
    if not found:
        print("There are no TypeScript tests of that name.")
        return 1
    command: list[str | Path] = [
        esbuild(),
        *found,
        "--bundle",
        "--packages=external",
        "--platform=node",
        "--format=esm",
        "--target=node24",
        "--jsx=automatic",
        "--jsx-import-source=preact",
        "--sourcemap=inline",
        "--out-extension:.js=.mjs",
        "--log-level=warning",
        "--outbase=.",
        f"--outdir={BUILT}",
    ]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        return 1
    built = [BUILT / path.with_suffix(".mjs") for path in found]
    ran = subprocess.run(
        [node(), "--enable-source-maps", "--test", "--test-reporter=spec", *built],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    counts = {name: int(count) for name, count in re.findall(r"^ℹ (\w+) (\d+)$", ran.stdout, re.MULTILINE)}
    if ran.returncode or counts["skipped"] or counts["todo"]:
        print(ran.stdout, ran.stderr)
        return 1
    print(f"{counts['pass']} TypeScript tests passed")
    return 0


if __name__ == "__main__":
    try:
        status = main(sys.argv[1:])
    finally:
        shutil.rmtree(BUILT, ignore_errors=True)
    sys.exit(status)
