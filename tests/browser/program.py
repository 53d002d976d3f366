"""The browser program that tests and pictures use: Debian's Chromium. Nothing is downloaded."""

import os
import shutil

from playwright.async_api import Browser, Playwright

from tools.node import node

# Playwright's own Node needs a library that a minimal Debian lacks.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node()))

QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


async def launch(playwright: Playwright, *more: str) -> Browser:
    """The program, running."""
    program = shutil.which("chromium")
    assert program is not None, "Chromium is missing; `make test` as root installs it."
    return await playwright.chromium.launch(executable_path=program, args=[*QUIETLY, *more])
