"""The log: one JSON line for each event on standard error, with session and command id, never with card text."""

import json
import logging
import re
import sys
import traceback
from typing import Any

import structlog

from app.settings import Settings

OURS = ("app", "board", "exports", "sessions")  # the loggers that heed TRAPPE_LOG_LEVEL
TRACE = 12  # the innermost lines; those outside are the framework's, and always the same
_STEERING = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def set_up(settings: Settings) -> None:
    """Send our own events and those of the libraries the same way."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _trace,
            structlog.processors.JSONRenderer(_on_one_line),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(_blame_the_client)
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    root = logging.getLogger()
    root.handlers = [handler]
    # The libraries' own events hold keys and texts: uvicorn's the address of every socket, aiosqlite's every row,
    # websockets' every message. Their warnings are told, and no more, whatever the setting.
    root.setLevel(max(logging.WARNING, level))
    logging.getLogger("uvicorn").setLevel(root.level)
    for ours in OURS:
        logging.getLogger(ours).setLevel(level)


def _blame_the_client(record: logging.LogRecord) -> bool:
    """uvicorn calls it an error of ours, with a trace, when a client sends text that is no UTF-8. It is not."""
    if record.name == "uvicorn.error" and record.msg == "Invalid UTF-8 sequence received from client.":
        record.levelno, record.levelname, record.exc_info = logging.WARNING, "WARNING", None
    return True


def _on_one_line(event: object, **options: Any) -> str:
    """JSON without the signs that end a line, steer a terminal or turn the direction of writing, which it lets through:
    a text that somebody brought into the log cannot pass for a line of its own.
    """
    line = json.dumps(event, ensure_ascii=False, **options)
    return _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", line)


def _trace(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Where an error came from: its kind and its lines, but not what it says.

    Pydantic repeats the input and SQLAlchemy the row in what they say, and with it the texts that people wrote.
    """
    info = event.pop("exc_info", None)
    error = (
        info
        if isinstance(info, BaseException)
        else info[1]
        if isinstance(info, tuple)
        else sys.exc_info()[1]
        if info
        else None
    )
    chain = []
    while error is not None:
        lines = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        chain.append({"kind": type(error).__qualname__, "at": lines[-TRACE:]})
        error = error.__cause__ or error.__context__
    if chain:
        event["errors"] = chain
    return event
