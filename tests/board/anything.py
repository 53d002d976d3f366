"""Any command there is, made from its own shape: a command that is added is tried without a word more.

What it names comes from small pools, so that commands meet at the same cards. A field that names something of a new
kind needs its pool here; without one nothing would ever be met, and `asked` says so.
"""

import types
from collections.abc import Callable
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from board.commands import AskedOnSocket, Command
from tests.world import AGENDA, COLUMNS, STEPS, new_id

TEXTS = [
    "Åben rådgivning",
    "Headspace",
    "010114-1234",
    "Født 010114",
    "1234",
    "n" * 200,
    "<b>&\u202e",
    "👨‍👩‍👧",
]
CARDS = ["k1", "k2", "k3", "k4", "unknown"]
THINGS = st.sampled_from(["x1", "x2", "x3"])
STEP_IDS = st.sampled_from([*(step.step_id for step in STEPS), "unknown"])
AREA_IDS = st.sampled_from(["skole", "dagtilbud", "ppr", "unknown"])
TABLE_IDS = st.sampled_from(["t1", "t2", "unknown"])

OFFER = ["name", "target_group", "description", "contact", "name+target_group", "source"]
PLACES = [
    *(f"offer:{card}:{field}" for card in CARDS for field in OFFER),
    *(f"{kind}:{one}:text" for kind in ("finding", "question") for one in ("x1", "x2", "x3")),
    *(f"action:{one}:{field}" for one in ("x1", "x2", "x3") for field in ("what", "who", "what+who")),
    *("question:x1:answer", "finding:x1:comparison.method", "finding:x1:text+target_group"),
    *("session::target_groups", "session::owner", "process:purpose:decisions", "stage:unknown:title"),
]

POOLS: dict[str, st.SearchStrategy[Any]] = {
    "card_id": st.sampled_from(CARDS),
    "before": st.sampled_from(CARDS),
    "after": st.sampled_from(CARDS),
    "gone_card_id": st.sampled_from(CARDS),
    "new_card_id": st.sampled_from(CARDS),
    "card_ids": st.lists(st.sampled_from(CARDS), max_size=3),
    "finding_id": THINGS,
    "finding_ids": st.lists(THINGS, max_size=2),
    "gone_id": THINGS,
    "action_id": THINGS,
    "question_id": THINGS,
    "into_id": THINGS,
    "step_id": STEP_IDS,
    "other_steps": st.lists(STEP_IDS, max_size=3),
    "column_id": st.sampled_from(["", *(column.column_id for column in COLUMNS), "unknown"]),
    "stage_id": st.sampled_from([*(stage.stage_id for stage in AGENDA), "unknown"]),
    "area_id": AREA_IDS,
    "area_ids": st.lists(AREA_IDS, max_size=2, unique=True),
    "table_id": TABLE_IDS,
    "for_table_id": TABLE_IDS,
    "for_person_id": st.sampled_from(["ben", "unknown"]),
    "person_id": st.sampled_from(["ben", "beth", "cleo", "unknown"]),
    "due": st.sampled_from(["", "2026-12-01"]),
    "session_id": st.just("last-year"),
    "offer_id": st.sampled_from(["o1", "o2"]),
    "not_cpr": st.just([]) | st.just(PLACES),
    "place": st.sampled_from(PLACES),
}


def commands() -> tuple[type[BaseModel], ...]:
    """Every command that can be asked, on a socket or by the server."""
    on_socket = get_args(get_args(AskedOnSocket)[0])
    others = [one for one in get_args(Command) if isinstance(one, type)]
    return (*on_socket, *others)


def asked(command: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Commands of this type, sensible or not, as they come through the door."""
    return _shape(command).filter(_valid(command)).map(command.model_validate)


def _valid(shape: type[BaseModel]) -> Callable[[dict[str, Any]], bool]:
    def valid(values: dict[str, Any]) -> bool:
        try:
            shape.model_validate(values)
        except ValidationError:
            return False
        return True

    return valid


def _shape(shape: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    fields = {name: field for name, field in shape.model_fields.items() if name not in ("id", "type")}
    needed = {name: _field(shape, name, field) for name, field in fields.items() if field.is_required()}
    others = {name: _field(shape, name, field) for name, field in fields.items() if not field.is_required()}
    made = st.fixed_dictionaries(needed, optional=others)
    return made.map(lambda values: {"id": new_id(), **values}) if "id" in shape.model_fields else made


def _field(shape: type[BaseModel], name: str, field: FieldInfo) -> st.SearchStrategy[Any]:
    optional = type(None) in get_args(field.annotation)
    if name in POOLS:
        return st.none() | POOLS[name] if optional else POOLS[name]
    if name.endswith(("_id", "_ids")):
        raise LookupError(f"{shape.__name__}.{name} names something: add its pool to {__name__}")
    return _values(field.annotation, field.metadata)


def _values(kind: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _values(inner[0], [*metadata, *inner[1:]])
    if origin in (Union, types.UnionType):
        return st.one_of([_values(one, metadata) for one in inner])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        return st.lists(_values(inner[0], []), max_size=3)
    if kind is type(None):
        return st.none()
    if kind is bool:
        return st.booleans()
    if kind is int:
        bounds = [one for field in metadata for one in getattr(field, "metadata", [field])]
        low = next((one.ge for one in bounds if hasattr(one, "ge")), 0)
        return st.integers(low, next((one.le for one in bounds if hasattr(one, "le")), 100))
    if kind is str:
        return st.sampled_from(TEXTS)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _shape(kind)
    raise LookupError(f"no values of {kind}: add them to {__name__}")
