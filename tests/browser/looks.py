"""What a page must stand up to, whoever looks at it: axe-core's rules, a narrow phone, text at twice the size."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")

ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]

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
