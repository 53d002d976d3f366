"""The phone's own lengths (static/src/phone/limits.json) are those of the models, so that it never warns too late."""

import json
from pathlib import Path

from pydantic import BaseModel

from board.commands import AskQuestion, NoteFinding
from board.state import Offer
from board.support import SUPPORTS_PER_PERSON

LIMITS: dict[str, int] = json.loads((Path(__file__).parents[2] / "static/src/phone/limits.json").read_text())
OFFER = LIMITS.keys() - {"finding", "question", "supports"}


def longest(model: type[BaseModel], field: str) -> int:
    """The tightest length that a field's annotations set."""
    found = [
        bound.max_length
        for constraint in model.model_fields[field].metadata
        for bound in (constraint, *getattr(constraint, "metadata", ()))
        if getattr(bound, "max_length", None) is not None
    ]
    return min(found)


def test_the_phone_knows_how_long_each_text_may_be() -> None:
    assert LIMITS["finding"] == longest(NoteFinding, "text")
    assert LIMITS["question"] == longest(AskQuestion, "text")
    assert LIMITS["target_group"] == longest(NoteFinding, "target_group")
    assert {field: longest(Offer, field) for field in OFFER} == {field: LIMITS[field] for field in OFFER}


def test_the_phone_knows_how_much_one_may_support() -> None:
    assert LIMITS["supports"] == SUPPORTS_PER_PERSON


def test_the_phone_knows_every_text_of_a_card() -> None:
    free_texts = {
        name for name, field in Offer.model_fields.items() if field.annotation is str and name != "area_id"
    }
    assert free_texts == OFFER
