"""QR codes as SVG path data."""

from functools import lru_cache
from itertools import groupby
from typing import TypedDict

import segno

QUIET = 4  # modules of light around a code, without which cameras may not find it


class Code(TypedDict):
    """A QR code: so many modules each way, its quiet edge included, and the dark ones as one path."""

    size: int
    path: str


@lru_cache(256)
def qr(text: str) -> Code:
    """The QR code of a text, readable with a quarter of it hidden."""
    code = segno.make_qr(text, error="q", boost_error=False)
    rows = list(code.matrix_iter(border=QUIET))
    parts = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                parts.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return {"size": len(rows), "path": "".join(parts)}
