"""A comparison as one picture with real text."""

from exports import comparing_sheet, fonts, svg
from exports.compared import Told


def render(told: Told) -> bytes:
    """The picture, UTF-8; it asks no other host for anything."""
    saying, words = told.saying, told.saying.words
    _, found = words.gettext, told.found
    title = _("Sammenligning: %(before)s – %(after)s") % {
        "before": saying.name(found.before),
        "after": saying.name(found.after),
    }
    sums = [f"{letter}: {sha256}" for letter, sha256 in zip("AB", told.digests, strict=True)]
    return svg.drawn(
        comparing_sheet.sheet(saying, fonts.load()),
        told.lang,
        title=title,
        says=saying.sentence(),
        left=_("Kontrolsum %(digest)s") % {"digest": sums[0]},
        right=sums[1],
    )
