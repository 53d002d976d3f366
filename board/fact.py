"""The base of all shapes on the board."""

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """Frozen, and an unknown field is a bug."""

    model_config = ConfigDict(frozen=True, extra="forbid")
