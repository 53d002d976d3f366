"""The staircase on a catalogue's first page: as many steps as the mapping has, and nothing to read."""

from exports import tokens

WIDTH, HEIGHT = 210, 130  # mm
LINE = 0.9


def motif(steps: int) -> str:
    """A picture (SVG) of a staircase, everyday life to the left."""
    wide, high = WIDTH / steps, HEIGHT / (steps + 0.5)
    grounds = "".join(
        f'<rect x="{number * wide:.2f}" y="{HEIGHT - (number + 1) * high:.2f}" width="{wide + 0.1:.2f}" '
        f'height="{(number + 1) * high:.2f}" fill="{tokens.tint(number, steps)}"/>'
        for number in range(steps)
    )
    # One unbroken line, as on every staircase of ours.
    edge = "".join(
        f"V{HEIGHT - (number + 1) * high:.2f}H{(number + 1) * wide:.2f}" for number in range(steps)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{grounds}'
        f'<path d="M0 {HEIGHT}{edge}" fill="none" stroke="{tokens.INK}" stroke-width="{LINE}"/></svg>'
    )
