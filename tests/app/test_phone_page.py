"""What the phone's shell tells its script before the socket does."""

import json

from httpx2 import AsyncClient

from tests.app.site import Ada, one


async def begins(ada: Ada, browser: AsyncClient) -> bool:
    page = await browser.get(f"/phone/{ada.session_id}")
    data = json.loads(one(r'<script type="application/json" id="data">(.*?)</script>', page.text))
    return bool(data["begin_writing"])


async def test_the_form_opens_by_itself_for_a_first_card_and_no_other(ada: Ada) -> None:
    ben, eva = await ada.joins("Ben"), await ada.joins("Eva")
    assert not await begins(ada, ben)
    await ada.opens("writing")
    async with ada.console() as console:
        assert await begins(ada, ben)
        async with ada.site.line(ada.phones_live, ben) as phone:
            await phone.ask("add_card", card_id="c1", offer={"name": "Lektiecafé", "area_id": "skole"})
        assert not await begins(ada, ben)
        assert await begins(ada, eva)
        await console.ask("freeze")
        assert not await begins(ada, eva)
