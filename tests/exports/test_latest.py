"""What is worked out of a mapping is kept for that very one, and for nothing that only looks like it."""

from exports.freezing import freeze
from exports.latest import latest
from exports.report import Mapping, digest
from tests.exports import boards


def test_it_is_worked_out_once_for_the_same_object_and_the_same_rest() -> None:
    asked = []

    @latest
    def said(of: Mapping, lang: str = "da") -> str:
        asked.append((of, lang))
        return f"{of.version} {lang}"

    one = freeze(boards.board([]))
    other = one.model_copy(update={"version": 7})
    assert [said(one), said(one), said(one, "en"), said(other, lang="en"), said(other, lang="da")] == [
        "2 da",
        "2 da",
        "2 en",
        "7 en",
        "7 da",
    ]
    assert len(asked) == 4


def test_a_copy_that_was_changed_has_a_digest_of_its_own() -> None:
    one = freeze(boards.real())
    first = digest(one)
    assert digest(one.model_copy(update={"version": 7})) != first
    assert digest(one) == first
