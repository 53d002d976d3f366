"""Every view there is, one line for each: where it is seen, on which board, in which stage, and what opens it.

`make screenshots` makes pictures of them all. A new view is a new line.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, get_args

from playwright.async_api import Locator, expect

from board.state import StageKind
from exports.words import Translator
from sessions import demo
from tests.browser.device import Device
from tests.browser.ready import BoardName

Surface = Literal["page", "phone", "console", "wall", "mapping"]
Open = Callable[["Seen"], Awaitable[None]]

STAGES: tuple[StageKind, ...] = get_args(StageKind)
IN_DEMO = demo.STAGES  # the handbook's day has no break


@dataclass(frozen=True, slots=True)
class Seen:
    """A device on which the view is to be opened, and the words that stand on it."""

    device: Device
    words: Translator

    @property
    def page(self) -> Locator:
        return self.device.page.locator("body")

    async def press(self, name: str) -> None:
        """Press what is called so in Danish, in the device's language; or what `css=` leads to."""
        if name.startswith("css="):
            await self.page.locator(name).first.click()
        else:
            label = self.words.gettext(name)
            button, tab = (self.page.get_by_role(role, name=label) for role in ("button", "tab"))
            await button.or_(tab).first.click()


@dataclass(frozen=True, slots=True)
class View:
    """`path` is for plain pages; `{id}` in it is the workshop's id, `{join}` the way that its QR code leads."""

    surface: Surface
    name: str
    board: BoardName = "demo"
    stage: StageKind | Literal["frozen"] = "placing"
    open: Open | None = None
    path: str = ""


def press(*names: str) -> Open:
    """Press these one after the other; see `Seen.press`."""

    async def opened(seen: Seen) -> None:
        for name in names:
            await seen.press(name)

    return opened


def refused(button: str) -> Open:
    """Send a form with nothing in it."""

    async def opened(seen: Seen) -> None:
        await seen.page.locator("form").first.evaluate("(form) => form.setAttribute('novalidate', '')")
        await seen.press(button)

    return opened


async def unfolded(seen: Seen) -> None:
    for fold in await seen.page.locator("details:not(.menu) > summary").all():
        await fold.click()


async def imported(seen: Seen) -> None:
    """A list with a fault, looked at before it is imported."""
    rows = "Navn;Målgruppe;Fagområde;Trin\nHeadspace;Unge 12-25 år;Skole;2\nStøtte;Elev 010114-1234;Skole;\n"
    file = {"name": "tilbud.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    await seen.page.locator("input[type=file]").set_input_files(file)
    await seen.press("Se på filen")
    await expect(seen.page.locator("table").first).to_be_visible()


async def offline(seen: Seen) -> None:
    await seen.device.goes_offline()
    await expect(seen.page.locator(".banner")).to_be_visible()


async def cpr_refused(seen: Seen) -> None:
    await seen.press("css=.dock button")
    await seen.page.get_by_role("textbox").first.fill("Børn 010203-1234")
    await seen.press("css=.dock button")


async def tidied(seen: Seen) -> None:
    """The second offer of the list, in a tidying that somebody else may have begun."""
    begin, rows = seen.page.locator(".tidy__begin button").first, seen.page.locator(".tidy-row")
    await expect(begin.or_(rows.first).first).to_be_visible()
    if await begin.is_visible():
        await begin.click()
    await rows.nth(1).click()


PAGES = (
    View("page", "front", path="/"),
    View("page", "front-refused", path="/", open=refused("Gå ind")),
    View("page", "join", path="{join}", stage="welcome"),
    View("page", "join-refused", path="{join}", stage="welcome", open=refused("Gå ind")),
    View("page", "sign-in-gone", path="/sign-in/unknown"),
    View("page", "accessibility", path="/tilgaengelighed"),
    View("page", "not-found", path="/nothing"),
    View("page", "workshops", path="/workshops"),
    View("page", "new-workshop", path="/workshops/new"),
    View("page", "new-workshop-unfolded", path="/workshops/new", open=unfolded),
    View("page", "new-workshop-refused", path="/workshops/new", open=refused("Lav workshoppen")),
    View("page", "import", path="/sessions/{id}/import"),
    View("page", "import-look", path="/sessions/{id}/import", open=imported),
    View("page", "paper", path="/sessions/{id}/paper"),
    View("page", "co-facilitator", path="/sessions/{id}/co-facilitator"),
    View("page", "mappings", path="/mappings", stage="frozen"),
    View("page", "links", path="/mappings/{id}/1/links", stage="frozen"),
    View("page", "verified", path="/mappings/{id}/1/verify", stage="frozen"),
    View("page", "verify", path="/verify"),
    View("mapping", "mapping", path="/mappings/{id}/1", stage="frozen"),
    View("mapping", "replay", path="/mappings/{id}/1/replay", stage="frozen"),
    View("page", "tidy", path="/mappings/{id}/tidy", stage="frozen", board="columns", open=tidied),
    View("mapping", "mapping-columns", path="/mappings/{id}/1", stage="frozen", board="columns"),
    View("mapping", "mapping-crowded", path="/mappings/{id}/1", stage="frozen", board="crowded"),
)
PHONE = (
    View("phone", "preparation", "empty", "preparation"),
    *(View("phone", stage, stage=stage) for stage in (*IN_DEMO[1:], "frozen")),
    View("phone", "break", "many", "break"),
    *(
        View("phone", f"{stage}-empty", "empty", stage)
        for stage in ("writing", "placing", "reflection", "wrapup")
    ),
    *(
        View("phone", f"{stage}-crowded", "crowded", stage)
        for stage in ("placing", "presenting", "reflection")
    ),
    View("phone", "form", stage="writing", open=press("css=.dock button")),
    View(
        "phone",
        "form-unfolded",
        stage="writing",
        open=press("css=.dock button", "Trin, adgang, alder og mere"),
    ),
    View("phone", "form-cpr", stage="writing", open=cpr_refused),
    View("phone", "table", stage="writing", open=press("Bordets")),
    View("phone", "steps", open=press("Mine", "Flyt")),
    View("phone", "columns", "columns", open=press("Mine", "Flyt", "css=.sheet__foot .button--main")),
    View("phone", "steps-crowded", "crowded", open=press("Mine", "Flyt")),
    View("phone", "note", stage="reflection", open=press("css=.dock button")),
    View("phone", "steps-tall", "tall", open=press("Mine", "Flyt")),
    View("phone", "signs", stage="writing", open=press("Sig noget til facilitator: hånd op, hjælp, færdig")),
    View("phone", "offline", stage="writing", open=offline),
)
CONSOLE = (
    *(View("console", stage, stage=stage) for stage in (*IN_DEMO, "frozen")),
    View("console", "break", "many", "break"),
    *(
        View("console", f"{stage}-empty", "empty", stage)
        for stage in ("preparation", "writing", "placing", "wrapup")
    ),
    View("console", "placing-many", "many"),
    View("console", "placing-columns", "columns"),
    View("console", "placing-many-columns", "many_columns"),
    View("console", "list-columns", "columns", open=press("Liste")),
    *(
        View("console", f"{stage}-crowded", "crowded", stage)
        for stage in ("placing", "presenting", "reflection")
    ),
    View("console", "list", open=press("Liste")),
    View("console", "list-for-citizens", stage="wrapup", open=press("Liste")),
    View("console", "areas", open=press("Fagområder")),
    View("console", "scribe", stage="writing", open=press("Skriv kort")),
    View("console", "card", open=press("Ikke placeret", "css=[role=tabpanel] li button")),
    View("console", "plan", open=press("Planen")),
    View("console", "plan-areas", open=press("Planen", "css=dialog [role=tab] >> nth=1")),
    View("console", "plan-tables", open=press("Planen", "css=dialog [role=tab] >> nth=2")),
    View("console", "plan-stairs", "crowded", open=press("Planen", "css=dialog [role=tab] >> nth=3")),
    View("console", "plan-day", open=press("Planen", "css=dialog [role=tab] >> nth=4")),
    View("console", "process", stage="preparation", open=press("Procesplan")),
    *(
        View(
            "console",
            f"process-{place}",
            open=press("Planen", "Procesplan", f"css=dialog [role=tab] >> nth={place}"),
        )
        for place in (2, 4)
    ),
    View("console", "freeze", stage="wrapup", open=press("Afslut kortlægningen")),
    View("console", "stage", open=press("css=[aria-current=step] ~ li button")),
    View("console", "placing-tall", "tall"),
    View("console", "people", open=press("Vis hvem", "Fjern eller luk ind …")),
    View("console", "menu", open=press("css=.menu summary")),
    View("console", "keys", open=press("css=.menu summary", "Genvejstaster")),
)
WALL = (
    *(View("wall", stage, stage=stage) for stage in (*IN_DEMO, "frozen")),
    *(View("wall", f"{stage}-empty", "empty", stage) for stage in STAGES[1:]),
    View("wall", "placing-many", "many"),
    View("wall", "placing-tall", "tall"),
    View("wall", "introduction-tall", "tall", "introduction"),
    View("wall", "placing-columns", "columns"),
    View("wall", "placing-many-columns", "many_columns"),
    *(View("wall", f"{stage}-crowded", "crowded", stage) for stage in STAGES[1:]),
)
VIEWS: tuple[View, ...] = (*PAGES, *PHONE, *CONSOLE, *WALL)
