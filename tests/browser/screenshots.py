"""`make screenshots`: pictures of every view, in a folder with an index to look through.

Each view at all the sizes of its surface in Danish, and at the first of them in English and in the dark. `python -m
tests.browser.screenshots FOLDER [WORD …]` makes those whose name has one of the words, as in `wall` or `phone/writing`.
"""

import asyncio
import shutil
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Playwright, async_playwright, expect

from exports.words import Lang, translator
from tests.browser.device import Device
from tests.browser.program import launch
from tests.browser.ready import Ready, lay_ready
from tests.browser.room import Room
from tests.browser.views import VIEWS, Seen, Surface, View
from tests.serving import Server, throwaway_server

Size = tuple[int, int]

SIZES: dict[Surface, tuple[Size, ...]] = {
    "page": ((1440, 900), (390, 844), (320, 640)),
    "mapping": ((1440, 900), (1920, 1080), (390, 844)),
    "phone": ((390, 844), (320, 640)),
    "console": ((1440, 900), (1920, 1080), (1024, 768), (390, 844)),
    "wall": ((1920, 1080), (3840, 2160), (1024, 768)),
}
ALIVE = {
    "page": "h1",
    "mapping": ".staircase",
    "phone": "h1",
    "console": "[aria-current=step], .remote",
    "wall": "[data-view]",
}
AT_ONCE = 3

_QUIET = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
}"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One file of the folder."""

    view: str
    about: str
    size: Size
    file: str


class Photographer:
    """Goes from view to view. What cannot be opened is told at the end, and stops nobody."""

    def __init__(self, room: Room, server: Server, folder: Path) -> None:
        self._room, self._server, self._folder = room, server, folder
        self._hands = asyncio.Semaphore(AT_ONCE)
        self.pictures: list[Picture] = []
        self.troubles: list[str] = []

    async def takes(self, views: Iterable[View]) -> None:
        """All these, in both languages."""
        by_board = sorted(views, key=lambda view: (view.board, view.stage))
        work = []
        for (board, stage), group in groupby(by_board, key=lambda view: (view.board, view.stage)):
            of_board = list(group)
            for lang in ("da", "en"):
                ready = await lay_ready(self._server, board, "wrapup" if stage == "frozen" else stage, lang)
                if stage == "frozen":
                    await self._freeze(ready)
                work += [self._sees(view, ready, lang) for view in of_board]
        await asyncio.gather(*work)

    async def _freeze(self, ready: Ready) -> None:
        ada = await self._room.ada()
        await ada.goes_to(f"/console/{ready.session_id}")
        await ada.sees_the_console()
        await ada.freezes()
        await ada.context.close()

    async def _sees(self, view: View, ready: Ready, lang: Lang) -> None:
        """On a device of its own: phones keep drafts, and come back to where they were."""
        async with self._hands:
            device = await self._device(view.surface, ready, lang)
            try:
                await self._open(device, view, ready, lang)
                await self._take(device, view, lang)
            except (PlaywrightError, AssertionError, TimeoutError) as trouble:
                self.troubles.append(f"{view.surface}/{view.name} {lang}: {trouble!r:.600}")
            await device.context.close()

    async def _device(self, surface: Surface, ready: Ready, lang: Lang) -> Device:
        if surface == "phone":
            viewport = {"width": SIZES["phone"][0][0], "height": SIZES["phone"][0][1]}
            device: Device = await self._room.phone("Ben", viewport=viewport, device_scale_factor=2)
        else:
            device = (
                await self._room.ada()
                if surface in ("page", "console", "mapping")
                else await self._room.wall()
            )
        cookies = {"lang": lang, **(ready.ticket if surface == "phone" else {})}
        await device.context.add_cookies(
            [{"name": name, "value": value, "url": device.address} for name, value in cookies.items()]
        )
        return device

    async def _open(self, device: Device, view: View, ready: Ready, lang: Lang) -> None:
        paths = {
            "phone": f"/phone/{ready.session_id}",
            "console": f"/console/{ready.session_id}",
            "wall": ready.wall_link,
        }
        path = view.path.format(id=ready.session_id, join=ready.join_link) or paths[view.surface]
        await _resize(device, SIZES[view.surface][0])
        await device.goes_to(path)
        await expect(device.page.locator(ALIVE[view.surface]).first).to_be_visible()
        if view.surface == "phone":
            await device.has_heard(1)
        if view.open:
            await view.open(Seen(device, translator(lang)))

    async def _take(self, device: Device, view: View, lang: Lang) -> None:
        first, *others = SIZES[view.surface]
        await self._picture(device, view, lang, first, lang)
        if lang == "da":
            await device.turns("dark")
            await self._picture(device, view, lang, first, "dark")
            await device.turns("light")
            for size in others:
                await _resize(device, size)
                await self._picture(device, view, lang, size, "da")

    async def _picture(self, device: Device, view: View, lang: Lang, size: Size, about: str) -> None:
        await device.page.evaluate(_QUIET)
        name = f"{view.surface}/{view.name}"
        file = f"{name}-{size[0]}-{about}.png"
        # A surface that fills its window is shown as the window shows it; a page, as far as it goes.
        whole = view.surface in ("page", "mapping")
        await device.page.screenshot(path=self._folder / file, full_page=whole)
        self.pictures.append(Picture(name, about, size, file))


async def _resize(device: Device, size: Size) -> None:
    await device.page.set_viewport_size({"width": size[0], "height": size[1]})


def index(pictures: Iterable[Picture]) -> str:
    """A page that shows them view by view, with a field to choose among them."""
    order = {f"{view.surface}/{view.name}": number for number, view in enumerate(VIEWS)}
    sections = []
    for name, group in groupby(sorted(pictures, key=lambda one: order[one.view]), key=lambda one: one.view):
        figures = "".join(
            f'<a href="{one.file}" data-name="{name} {one.size[0]} {one.about}"><img src="{one.file}" loading="lazy" '
            f'alt=""><br>{one.size[0]} × {one.size[1]}, {one.about}</a>'
            for one in group
        )
        sections.append(f"<section><h2>{name}</h2>{figures}</section>")
    return _INDEX.replace("SECTIONS", "\n".join(sections))


_INDEX = """<!doctype html>
<meta charset="utf-8">
<title>Tilbudstrappen: every view</title>
<style>
body { font: 14px system-ui, sans-serif; margin: 16px; background: #ddd; }
input { font: inherit; padding: 6px; inline-size: 24em; position: sticky; inset-block-start: 8px; }
section { clear: both; }
a { display: inline-block; vertical-align: top; margin: 0 12px 16px 0; color: inherit; }
img { block-size: 300px; max-inline-size: 560px; object-fit: contain; object-position: 0 0; background: #fff; }
</style>
<input type="search" placeholder="wall dark, phone 320, console/plan …" autofocus>
SECTIONS
<script>
const field = document.querySelector("input");
field.addEventListener("input", () => {
  const words = field.value.split(/\\s+/).filter(Boolean);
  for (const link of document.querySelectorAll("a")) {
    link.hidden = !words.every((word) => link.dataset.name.includes(word));
  }
  for (const part of document.querySelectorAll("section")) part.hidden = !part.querySelector("a:not([hidden])");
});
</script>
<style>[hidden] { display: none !important; }</style>
"""


async def make(playwright: Playwright, server: Server, folder: Path, words: list[str]) -> int:
    """All pictures; gives how many views could not be taken."""
    chosen = [
        view for view in VIEWS if not words or any(word in f"{view.surface}/{view.name}" for word in words)
    ]
    shutil.rmtree(folder, ignore_errors=True)
    for surface in SIZES:
        (folder / surface).mkdir(parents=True)
    started = time.monotonic()
    async with await launch(playwright) as browser:
        photographer = Photographer(Room(playwright, browser, server), server, folder)
        await photographer.takes(chosen)
    (folder / "index.html").write_text(index(photographer.pictures), encoding="utf-8")
    print(
        f"{len(photographer.pictures)} pictures of {len(chosen)} views in {time.monotonic() - started:.0f} s."
    )
    print(f"Look through {folder / 'index.html'}")
    for trouble in photographer.troubles:
        print(trouble, file=sys.stderr)
    return len(photographer.troubles)


async def main(folder: Path, words: list[str]) -> int:
    with throwaway_server() as server:
        async with async_playwright() as playwright:
            return await make(playwright, server, folder, words)


if __name__ == "__main__":
    sys.exit(bool(asyncio.run(main(Path(sys.argv[1]), sys.argv[2:]))))
