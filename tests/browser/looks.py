"""What a page must stand up to, whoever looks at it: axe-core's rules, a narrow phone, text at twice the size."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")

ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]

# Where the focus is must be seen at every stop: an outline, or a shadow that stands for one. (A date field draws
# its own inside, on the day, the month or the year.)
STOP = """() => {
  const focused = document.activeElement;
  const here = focused.closest(".choice") ?? focused;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(here);
  const seen = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  return seen || here === document.body || here.matches("[type=date]") ? "" : here.outerHTML.slice(0, 160);
}"""

_RUN = """async (runOnly) => {
  const result = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return result.violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.slice(0, 4).map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
  }));
}"""

# An element that is wider than the window makes the page scroll sideways. After a change of size, pages that measure
# themselves draw once more.
_SIDEWAYS = """async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const isKeptIn = (element) => {
    for (let outer = element.parentElement; outer && outer !== document.body; outer = outer.parentElement) {
      if (getComputedStyle(outer).overflowX !== "visible") return true;
    }
    return false;
  };
  const wide = [...document.querySelectorAll("body *")].filter(
    (element) => element.getBoundingClientRect().right > room + 0.5 && !isKeptIn(element),
  );
  const named = wide.map((element) => `${element.tagName.toLowerCase()}.${element.className}`).slice(0, 8);
  return [`${document.documentElement.scrollWidth} px: ${named.join(", ")}`];
}"""

# What has the focus must be seen: in the window, and not wholly under something else.
_COVERED = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return "";
  const box = here.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const name = here.outerHTML.slice(0, 120);
  if (right - left < 1 || bottom - top < 1) return `outside the window: ${name}`;
  for (let across = 0.1; across < 1; across += 0.2) {
    for (let down = 0.1; down < 1; down += 0.2) {
      const found = document.elementFromPoint(left + (right - left) * across, top + (bottom - top) * down);
      if (found && (here.contains(found) || found.contains(here))) return "";
    }
  }
  return `covered: ${name}`;
}"""

# A link in running text is as high as its line, which WCAG 2.5.8 allows; so is a control that is alone within a circle
# of that size. A label makes larger what it is about.
_SMALL = """([least, mayBeAlone]) => {
  const targets = [];
  for (const control of document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=tab]")) {
    const box = (control.closest("label") ?? control).getBoundingClientRect();
    const style = getComputedStyle(control);
    const isText = control.matches("a") && style.display === "inline";
    const isHidden = style.visibility !== "visible" || style.clipPath !== "none" || control.closest("[inert]");
    if (box.width < 1 || box.height < 1 || isText || isHidden || control.matches(".skip")) continue;
    targets.push({ control, box, isSmall: box.height < least - 0.5 || box.width < least - 0.5 });
  }
  const centre = ({ left, width, top, height }) => [left + width / 2, top + height / 2];
  const isAlone = (one) => targets.every(({ control, box, isSmall }) => {
    if (control === one.control) return true;
    const [x, y] = centre(one.box);
    const [otherX, otherY] = centre(box);
    if (isSmall) return Math.hypot(x - otherX, y - otherY) >= least - 0.5;
    const across = Math.max(box.left - x, 0, x - box.right);
    const down = Math.max(box.top - y, 0, y - box.bottom);
    return Math.hypot(across, down) >= least / 2 - 0.5;
  });
  return targets
    .filter((one) => one.isSmall && !(mayBeAlone && isAlone(one)))
    .map(({ control, box }) => `${~~box.width} × ${~~box.height}: ${control.outerHTML.slice(0, 120)}`)
    .slice(0, 8);
}"""

# Who speaks to their computer says what they see.
_MISNAMED = """() => [...document.querySelectorAll(":is(button, a, [role=tab])[aria-label]")]
  .filter((one) => {
    const plain = (text) => text.replace(/[\\s\u00ad]+/g, " ").trim().toLowerCase();
    return one.checkVisibility() && !plain(one.getAttribute("aria-label")).includes(plain(one.innerText));
  })
  .map((one) => `seen as “${one.innerText.trim()}”: ${one.getAttribute("aria-label")}`)
  .slice(0, 8)"""

# As people set it who need it (WCAG 1.4.12).
_SPACED = """* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
} p { margin-block-end: 2em !important; }"""

# Words of a control or a heading that are cut off by their own box.
_CUT = """() => [...document.querySelectorAll("button, h1, h2, h3, label, .field__hint, .row__name")]
  .filter((element) => {
    const style = getComputedStyle(element);
    const isCut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    const hides = style.overflowX !== "visible" || style.overflowY !== "visible";
    return element.clientWidth > 1 && hides && isCut && style.clipPath === "none";
  })
  .map((element) => `cut off: ${element.outerHTML.slice(0, 120)}`)
  .slice(0, 8)"""


async def faults(page: Page, where: str, rules: list[str] = ALL_RULES) -> list[str]:
    """What axe-core finds on the page as it stands, each in a few lines."""
    # Through the debugger's door: the page's own policy lets no such script in, and stays as it is.
    if not await page.evaluate("typeof axe === 'object'"):
        await page.evaluate(AXE)
    found: list[dict[str, Any]] = await page.evaluate(_RUN, rules)
    return [f"{where}: {one['id']}, {one['help']}\n  " + "\n  ".join(one["nodes"]) for one in found]


async def sideways(page: Page, where: str) -> list[str]:
    """What makes the page scroll sideways."""
    return [f"{where}: {element}" for element in await page.evaluate(_SIDEWAYS)]


async def obscured(page: Page, where: str, most: int = 60) -> list[str]:
    """What has the focus and cannot be seen, on the way through the page with Tab."""
    found = []
    await page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    for _ in range(most):
        await page.keyboard.press("Tab")
        if wrong := await page.evaluate(_COVERED):
            found.append(f"{where}: {wrong}")
        if await page.evaluate("document.activeElement === document.body"):
            break
    return found


async def misnamed(page: Page, where: str) -> list[str]:
    """Controls whose name does not hold the words that are seen on them."""
    return [f"{where}: {one}" for one in await page.evaluate(_MISNAMED)]


async def small_targets(page: Page, where: str, least: int = 24) -> list[str]:
    """Controls that are smaller than so many px in one direction; at 24, those that have others too near."""
    return [f"{where}: {one}" for one in await page.evaluate(_SMALL, [least, least == 24])]


async def spaced_out(page: Page, where: str) -> list[str]:
    """What is cut off or slides sideways when the text is set as wide as WCAG 1.4.12 asks."""
    # A constructed sheet: the page's policy lets no inline style in.
    await page.evaluate(
        "(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
        " document.adoptedStyleSheets = [sheet]; }",
        _SPACED,
    )
    found = await sideways(page, f"{where}, spaced out")
    found += [f"{where}: {one}" for one in await page.evaluate(_CUT)]
    await page.evaluate("document.adoptedStyleSheets = []")
    return found
