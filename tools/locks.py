"""Says whether the lock files hold what pyproject.toml asks for, and name no place to fetch it from.

Each machine has its own package registry; an address in a lock file would bind the project to one of them.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator

from tools.node import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
ADDRESS = re.compile(r"://|^--(extra-)?index|^--find-links", re.MULTILINE)


def faults() -> Iterator[str]:
    """What differs, in words."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups: dict[str, list[str]] = project["dependency-groups"]
    served: list[str] = project["project"]["dependencies"]
    wanted = {
        "app": served,
        "build": served + groups["build"],
        "dev": served + groups["build"] + groups["dev"],
        "installer": groups["installer"],
    }
    for name, dependencies in wanted.items():
        lock = (ROOT / f"requirements/{name}.txt").read_text()
        pins = {_plain(package): version for package, version in PIN.findall(lock)}
        for dependency in dependencies:
            package, _, version = re.sub(r"\[.*?\]", "", dependency).partition("==")
            if pins.get(_plain(package)) != version:
                yield f"requirements/{name}.txt does not hold {dependency}: run `make lock`."
        if ADDRESS.search(lock):
            yield f"requirements/{name}.txt names an address."
    packages: dict[str, dict[str, object]] = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, about in packages.items():
        if name and "integrity" not in about:
            yield f"package-lock.json has no hash for {name}: run `make lock`."
        if "resolved" in about:
            yield f"package-lock.json names an address for {name}: .npmrc should have kept it out."


def _plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found))
    sys.exit(bool(found))
