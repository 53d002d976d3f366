"""What the documents say of commands, refusals, closings and settings is what there is."""

import re
import typing
from pathlib import Path

from app.pages.accessibility import SHORTFALLS
from app.settings import Settings
from board import closing
from board.commands import Command
from board.events import Event
from board.messages import ServerMessage
from board.refusals import PASSING, SENTENCES
from sessions.access import HELPERS, ROLES, Person, Right, may

ROOT = Path(__file__).parent.parent
PROTOCOL = (ROOT / "board" / "PROTOCOL.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def types(union: object) -> set[str]:
    """The `type` of every message of a union."""
    members = typing.get_args(
        typing.get_args(union)[0] if typing.get_origin(union) is typing.Annotated else union
    )
    return {member.model_fields["type"].default for member in members}


def test_every_command_is_in_the_protocol_and_no_other() -> None:
    table = PROTOCOL.split("### Commands")[1].split("### Refusals")[0]
    rows = re.findall(r"^\| (`.+?`(?:, `.+?`)*) \|", table, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == types(Command)


def test_every_fact_that_can_be_undone_has_a_name_on_the_console() -> None:
    """“Fortryd: …” says what; without a case of its own a deed is only “det seneste”."""
    deeds = (ROOT / "static/src/console/deeds.ts").read_text(encoding="utf-8")
    untold = {"session_planned", "person_joined", "finding_supported", "question_supported", "undone"}
    assert types(Event) - untold <= set(re.findall(r'case "(\w+)":', deeds))


def test_every_refusal_is_in_the_protocol_and_no_other() -> None:
    part = PROTOCOL.split("### Refusals")[1].split("## D")[0]
    named, listed = part.strip().split("\n\n")
    assert set(re.findall(r"`(\w+)`", listed)) == SENTENCES.keys()
    assert set(re.findall(r"`(\w+)`", named)) == PASSING


def test_every_server_message_is_in_the_protocol() -> None:
    assert types(ServerMessage) <= set(re.findall(r"`(\w+)`", PROTOCOL))


def test_every_closing_is_in_the_protocol_and_no_other() -> None:
    table = PROTOCOL.split("### Closing")[1]
    listed = {(int(code), name) for code, name in re.findall(r"^\| (\d{4}) \| `(\w+)`", table, re.MULTILINE)}
    assert listed == {tuple(value) for value in vars(closing).values() if isinstance(value, closing.Closing)}


def test_rules_are_numbered_once_and_tests_quote_rules_that_exist() -> None:
    rules = re.findall(r"^\| ([A-F]\d+) \|", PROTOCOL, re.MULTILINE)
    assert len(rules) == len(set(rules))
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    quoted = {
        rule for path in tests for rule in re.findall(r'"""([A-F]\d+)\b', path.read_text(encoding="utf-8"))
    }
    assert quoted, "no test quotes a rule"
    assert quoted <= set(rules)


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    listed = dict(re.findall(r"^\| `TRAPPE_(\w+)` \| (.+?) \|", README, re.MULTILINE))
    assert {name.lower() for name in listed} == Settings.model_fields.keys()
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else str(field.default)
        assert default in listed[name.upper()] or (default == "" and "empty" in listed[name.upper()])


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make ([a-z-]+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_walk_through_wcag_is_whole_names_tests_that_exist_and_agrees_with_the_statement() -> None:
    walk = (ROOT / "tests/browser/WCAG.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d\.\d+\.\d+) .+?\|(.+)\|$", walk, re.MULTILINE)
    assert len(rows) == len({number for number, _ in rows}) == 55  # all of WCAG 2.2, levels A and AA
    partly = {number for number, cells in rows if " partly " in cells}
    assert partly == {number for shortfall in SHORTFALLS for number in shortfall.criteria}
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for name in set(re.findall(r"`(test_\w+)`", walk)):
        assert f"def {name}(" in sources, name
    for path in set(re.findall(r"`([\w/]+\.\w+)`", walk)):
        assert (ROOT / path).exists(), path
    for number, cells in rows:
        assert len([cell for cell in cells.split("|")[:5] if cell.strip() in ("yes", "–", "partly")]) == 5, (
            number
        )


RIGHTS = {
    "People and roles": Right.MANAGE,
    "Make workshops": Right.CREATE,
    "Archive a workshop": Right.OWN,
    "Lead a workshop": Right.RUN,
    "Work with a mapping": Right.WORK,
    "Share a mapping": Right.SHARE,
    "Read a mapping with the": Right.READ,
    "Read a mapping without": Right.SEE,
}
NO_ACCOUNT = {"Read a mapping without": {"participant", "shared link"}}


def test_who_may_do_what_is_told_as_the_program_has_it() -> None:
    part = README.split("## Who may do what")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in re.findall(r"^\|.+\|$", part, re.MULTILINE)
    ]
    columns = rows[0][1:]
    told = {
        row[0]: {column for column, cell in zip(columns, row[1:], strict=True) if cell} for row in rows[2:]
    }
    assert set(ROLES) <= set(columns)
    for begins, right in RIGHTS.items():
        (who,) = [people for what, people in told.items() if what.startswith(begins)]
        may_so = {role for role in ROLES if may(Person("a", roles={"s": role}), right, space_id="s")}
        owner = Person("a", roles={"s": "facilitator"})
        may_so |= {"its owner"} if may(owner, right, space_id="s", owner_id="a") else set()
        may_so |= {"co-facilitator by link"} if right in HELPERS else set()
        assert who == may_so | NO_ACCOUNT.get(begins, set()), begins
    assert set(RIGHTS.values()) == set(Right)


def test_the_walk_through_asvs_is_whole_and_names_tests_and_files_that_exist() -> None:
    walk = (ROOT / "tests/app/ASVS.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+\.\d+(?:, \d+\.\d+)*) \| .+? \| (.+?) \| (.+) \|$", walk, re.MULTILINE)
    sections = [section for told, _, _ in rows for section in told.split(", ")]
    assert len(sections) == len(set(sections))
    assert {int(section.split(".")[0]) for section in sections} == set(range(1, 15))  # all chapters of 4.0.3
    assert all(verdict in ("met", "partly", "not met", "–") and how for _, verdict, how in rows)
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for name in set(re.findall(r"`(test_\w+)`", walk)):
        assert f"def {name}(" in sources, name
    for path in set(re.findall(r"`([\w/]+\.\w+)`", walk)):
        assert (ROOT / path).exists(), path
