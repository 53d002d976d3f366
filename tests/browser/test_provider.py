"""Signing in through the provider's own page, and out again, in a real browser that asks nobody else."""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Playwright, expect

from tests.browser.room import Room
from tests.provider import CLIENT_ID, CLIENT_SECRET, provider_on_loopback
from tests.serving import free_ports, throwaway_server

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_somebody_signs_in_at_the_municipality_and_is_back_where_they_wanted_to_go(
    playwright: Playwright, chromium: Browser
) -> None:
    (port,) = free_ports(1)
    address = f"http://127.0.0.1:{port}/trappen"
    with provider_on_loopback() as provider:
        provider.people |= {"mette": {"name": "Mette Holm", "groups": ["Trappe"]}, "ulla": {"name": "Ulla"}}
        provider.redirect_uris.add(f"{address}/sign-in/provider/done")
        settings = {
            "oidc_issuer": provider.issuer,
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": CLIENT_SECRET,
            "oidc_name": "Holbæk Kommune",
            "oidc_groups": "Trappe=facilitator",
        }
        with throwaway_server(port=str(port), address=address, **settings) as server:
            room = Room(playwright, chromium, server)
            mette = await room.anybody(viewport={"width": 390, "height": 844})
            mette.forgives(r"status of 40[03]")
            asked: set[str] = set()
            mette.page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))

            await mette.goes_to("/workshops/new")
            await mette.picture("provider-not-signed-in")
            await mette.page.get_by_role("link", name="Log ind med Holbæk Kommune").click()
            await expect(mette.page.get_by_role("heading", name="Kommunens login")).to_be_visible()
            await mette.presses("ulla")
            await mette.shows("Du har ingen adgang endnu")
            await mette.picture("provider-no-access")

            await mette.goes_to("/workshops/new")
            await mette.page.get_by_role("link", name="Log ind med Holbæk Kommune").click()
            await mette.presses("mette")
            await expect(mette.page).to_have_url(f"{address}/workshops/new")
            await expect(mette.page.get_by_role("heading", level=1)).to_have_text("Ny workshop")

            await mette.presses("Log ud")
            await expect(mette.page.get_by_role("heading", level=1)).to_have_text("Du er logget ud")
            await mette.picture("provider-signed-out")
            await mette.page.get_by_role("link", name="Log også ud af Holbæk Kommune").click()
            await expect(mette.page.get_by_role("heading", level=1)).to_have_text("Du er logget ud her")
            assert asked == {urlsplit(address).netloc, urlsplit(provider.issuer).netloc}
            await room.closes()
