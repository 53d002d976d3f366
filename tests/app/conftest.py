"""Ada facilitates one workshop on a running site; phones join it as people do."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.app.site import Ada, Site, running


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with running(tmp_path) as site:
        yield site


@pytest.fixture
async def ada(site: Site) -> Ada:
    """Signed in, with a workshop that has been planned."""
    ada = Ada(site)
    await ada.signs_in()
    await ada.plans()
    return ada
