"""Text from a socket ↔ messages. What was typed wrongly becomes a refusal with a sentence; the rest is malformed."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails, from_json

from app.languages import sentence
from board.messages import CLIENT, ClientMessage, RefusedMessage
from board.refusals import PASSING, Refused
from exports.words import Translator

ID_LIMIT = 40  # as board/text.py has it
FAULTS = 20  # more than anybody types wrongly at once; to tell of a frame's thousands would hold up everybody


class Unreadable(Exception):
    """A message that is no message of the protocol. `refused` says what is wrong, `command_id` whose it was."""

    def __init__(self, refused: Refused, command_id: str | None) -> None:
        super().__init__(refused.code)
        self.refused = refused
        self.command_id = command_id


def parse(text: str) -> ClientMessage:
    """The message in a frame. Raises `Unreadable`."""
    try:
        return CLIENT.validate_json(text)
    except ValidationError as error:
        raise Unreadable(explain(error), _id(text)) from None


def refusal(refused: Refused, command_id: str | None, words: Translator) -> RefusedMessage:
    """The answer to a command that was not carried out."""
    return RefusedMessage(
        id=command_id,
        code=refused.code,
        field=refused.field,
        sentence=sentence(words, refused.code),
        passing=refused.code in PASSING,
        deed=refused.deed,
        place=refused.place,
    )


def explain(error: ValidationError) -> Refused:
    """What a person may have typed wrongly gets its own words, unless something else is wrong as well."""
    if error.error_count() > FAULTS:
        return Refused("malformed")
    found = [_told(one) for one in error.errors(include_url=False, include_input=False)]
    return next((one for one in found if one.code == "malformed"), found[0])


def _told(error: ErrorDetails) -> Refused:
    field = next((str(part) for part in reversed(error["loc"]) if isinstance(part, str)), "")
    listed = error.get("ctx", {}).get("field_type") == "Tuple"
    match error["type"]:
        case "string_too_short" | "too_short" if not listed:
            return Refused("empty_name" if field == "name" else "empty", field)
        case "string_too_long" | "too_long" if not listed:
            return Refused("too_long", field)
        case "too_long":
            return Refused("too_many", field)
    return Refused("malformed")


def _id(text: str) -> str | None:
    """The command's id, if it can be made out: then whoever asked knows which one it was."""
    try:
        message = from_json(text)
    except ValueError:
        return None
    command_id = message.get("id") if isinstance(message, dict) else None
    return command_id if isinstance(command_id, str) and 0 < len(command_id) <= ID_LIMIT else None
