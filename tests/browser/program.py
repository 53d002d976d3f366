"""The browser program that tests and pictures use: Debian's Chromium. Nothing is downloaded."""

import os
import shutil

from playwright.async_api import Browser, Playwright

from tools.node import node

# Playwright's own Node needs a library that a minimal Debian lacks.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node()))

# Headless or not, Chromium opens a window around every page, with suggestions for its address bar, which are two pages
# more and four times the work of an empty one; and it keeps a process ready for a page that no test opens.
WITHOUT = [
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "SpareRendererForSitePerProcess",
    # Only the last such list counts, so Playwright's own are in it too.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
]

QUIETLY = [
    f"--disable-features={','.join(WITHOUT)}",
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
