"""The icons of the look that stand in print: a 20 x 20 grid, strokes of 1.6 with round ends."""

PATHS = {
    "alle": '<circle cx="10" cy="10" r="7.2"/><circle cx="7" cy="8.4" r="1.3"/><circle cx="13" cy="8.4" r="1.3"/>'
    '<circle cx="10" cy="13" r="1.3"/>',
    "gruppe": '<circle cx="6" cy="7" r="2.2"/><circle cx="14" cy="7" r="2.2"/><circle cx="10" cy="13.6" r="2.2"/>',
    "et_barn": '<circle cx="10" cy="10" r="2.4"/><path d="M10 2.8v3M10 14.2v3M2.8 10h3M14.2 10h3"/>',
    "individuelt": '<circle cx="10" cy="6.2" r="2.6"/><path d="M4.8 16.6c.5-3.4 2.5-5 5.2-5s4.7 1.6 5.2 5"/>',
    "overlap": '<circle cx="7.4" cy="10" r="4.6"/><circle cx="12.6" cy="10" r="4.6"/>',
    "interface": '<path d="M3 5h5v10H3zM12 5h5v10h-5zM8 10h4"/>',
    "gap": '<circle cx="10" cy="10" r="6.6" stroke-dasharray="2.6 2.6"/>',
    "observation": '<path d="M10 3.5v8M10 15.4v.2"/>',
    "open": '<path d="M11.5 3h5v14h-5M3 10h9M8.4 6.4 12 10l-3.6 3.6"/>',
    "axis": '<path d="M4 16 16 4M8 4h8v8"/>',
}


def strokes(name: str, color: str) -> str:
    """An icon's shapes as an SVG group in the grid's own units."""
    return (
        f'<g fill="none" stroke="{color}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">'
        f"{PATHS[name]}</g>"
    )


def svg(name: str, color: str) -> str:
    """An icon as a picture of its own."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">{strokes(name, color)}</svg>'
