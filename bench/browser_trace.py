"""What a browser's trace says of its frames."""

import json
from typing import Any

CATEGORIES = ["blink.user_timing", "devtools.timeline", "disabled-by-default-devtools.timeline"]
DRAWS = "PrePaint"  # what every task has that draws a frame, and no other


def longest_frame(mark: str, trace: bytes) -> tuple[float, float]:
    """Of all frames since `performance.mark(mark)`, the one whose script, style, layout and paint took longest
    together on the page's main thread: by the clock, and of the processor, both in ms.
    """
    events: list[dict[str, Any]] = json.loads(trace)["traceEvents"]
    marked = next(event for event in events if event["name"] == mark)
    here = (marked["pid"], marked["tid"])
    own = [
        event
        for event in events
        if event["ph"] == "X" and (event["pid"], event["tid"]) == here and event["ts"] >= marked["ts"]
    ]
    drawn = [event["ts"] for event in own if event["name"] == DRAWS]
    frames = [
        (task["dur"] / 1000, task.get("tdur", 0) / 1000)
        for task in own
        if task["name"] == "RunTask"
        and any(task["ts"] <= moment < task["ts"] + task["dur"] for moment in drawn)
    ]
    return max(frames)
