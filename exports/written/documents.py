"""Which written documents there are. `docx.py` and `pdf.py` dress them, each in its own way."""

from collections.abc import Sequence

from exports.report import Mapping, Person
from exports.words import Translator
from exports.written.blocks import Written
from exports.written.catalogue import catalogue
from exports.written.process_plan import process_plan
from exports.written.record import record


def written(
    mapping: Mapping,
    words: Translator,
    people: Sequence[Person],
    sha256: str,
    *,
    document: str,
    edition: str = "internal",
    order: str = "steps",
) -> Written:
    """The document `catalogue`, `record` or `process_plan`; `edition` and `order` are the catalogue's."""
    match document:
        case "catalogue":
            return catalogue(mapping, words, sha256, edition=edition, order=order)
        case "record":
            return record(mapping, words, sha256, people)
        case "process_plan":
            return process_plan(mapping, words, sha256)
    raise KeyError(document)
