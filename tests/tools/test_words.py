"""Texts to translate: what is found in the code, what is asked of a translation, what the pages are given."""

import json
from pathlib import Path

import pytest

from tools import words

EMPTY = words.HEADER.format(language="en", plural_forms="nplurals=2; plural=(n != 1);")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own with an empty English catalogue."""
    monkeypatch.setattr(words, "ROOT", tmp_path)
    monkeypatch.setattr(words, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(words, "TABLES", {"board/refusals.py": ["Kortet findes ikke."]})
    for folder in ("app", "templates", "static/src", "locale/en/LC_MESSAGES"):
        (tmp_path / folder).mkdir(parents=True)
    catalogue(tmp_path).write_text(EMPTY)
    return tmp_path


def catalogue(project: Path) -> Path:
    return project / "locale/en/LC_MESSAGES/messages.po"


def found(project: Path, path: str, code: str) -> list[object]:
    (project / path).write_text(code)
    return [message.id for message in words.collect() if any(shown == path for shown, _ in message.locations)]


def test_texts_in_python_are_found(project: Path) -> None:
    code = 'x = _("Åbn")\nN_("Luk")\nngettext("et kort", "%(num)d kort", 3)\nlog("ikke denne")\n'
    assert found(project, "app/pages.py", code) == ["Åbn", "Luk", ("et kort", "%(num)d kort")]


def test_sentences_of_refusals_are_found(project: Path) -> None:
    assert [message.id for message in words.collect() if message.id] == ["Kortet findes ikke."]


def test_texts_in_templates_are_found_and_their_line_breaks_do_not_count(project: Path) -> None:
    template = '{% trans %}\n  Skriv\n  koden\n{% endtrans %} {{ _("Gå ind") }} <p title="{{ _(\'Ja\') }}">'
    assert found(project, "templates/join.html", template) == ["Skriv koden", "Gå ind", "Ja"]


def test_texts_in_typescript_are_found_whatever_stands_around_them(project: Path) -> None:
    code = r"""
        import { t, tn } from "./words.ts";
        export const same = <T,>(value: T): T => value;
        export function Part<T extends string>({ name, n }: { name: T; n: number }) {
          const slash = n / 2 / Number(/["']/.test(name));
          return <p title={t("Det \"hedder\" 'æøå'")} lang={`${t("i skabelon")} /x`}>
            Don't look here, it's {tn(Math.max(1, n), "1 kort", "{n} kort")} {t('ny {name}', { name })}
            {t(
              "flere " +
              "linjer",
            )}{slash}
          </p>;
        }
    """
    assert found(project, "static/src/part.tsx", code) == [
        "Det \"hedder\" 'æøå'",
        "i skabelon",
        ("1 kort", "{n} kort"),
        "ny {name}",
        "flere linjer",
    ]


@pytest.mark.parametrize(
    "call",
    [
        't(open ? "Luk" : "Åbn")',
        "t(label)",
        't("Trin " + label)',
        "t(`Trin ${label}`)",
        'tn(n, "1 kort", label)',
    ],
)
def test_a_text_that_cannot_be_found_stops_the_collection(project: Path, call: str) -> None:
    with pytest.raises(SystemExit, match=r"static/src/part\.ts: not (a text|two texts) in quotes"):
        found(project, "static/src/part.ts", f"export const text = {call};")


def test_a_new_text_makes_the_catalogue_stale_until_it_is_collected_and_translated(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "TABLES", {})
    assert words.main(only_check=True) == 0
    (project / "app/pages.py").write_text('_("Åbn")')
    assert words.main(only_check=True) == 1
    assert "does not match the code" in capsys.readouterr().out
    assert words.main(only_check=False) == 1
    assert "untranslated: 'Åbn'" in capsys.readouterr().out
    po = catalogue(project)
    po.write_text(po.read_text().replace('msgid "Åbn"\nmsgstr ""', 'msgid "Åbn"\nmsgstr "Open"'))
    assert words.main(only_check=True) == 0
    (project / "app/pages.py").write_text("")
    assert words.main(only_check=True) == 1
    assert words.main(only_check=False) == 0
    assert po.read_text().strip() == EMPTY.strip()


@pytest.mark.parametrize(
    ("danish", "english", "fault"),
    [
        ("Trin {n}", "Step {m}", "differs in {m}, {n}"),
        ("Hej %(name)s", "Hello", r"differs in %\(name\)s"),
        ("Trin {n}", "Step {n}", None),
    ],
)
def test_a_translation_keeps_the_placeholders(
    project: Path, danish: str, english: str, fault: str | None
) -> None:
    catalogue(project).write_text(f'{EMPTY}msgid "{danish}"\nmsgstr "{english}"\n')
    faults = list(words.faults("en"))
    if fault is None:
        assert faults == []
    else:
        assert len(faults) == 1
        assert faults[0].startswith(fault.replace("\\", ""))


def test_a_guessed_translation_is_a_fault_and_reaches_nobody(project: Path) -> None:
    catalogue(project).write_text(f'{EMPTY}#: static/src/a.ts\n#, fuzzy\nmsgid "Åbn"\nmsgstr "Close"\n')
    assert list(words.faults("en")) == ["only guessed (fuzzy): 'Åbn' -> 'Close'"]
    assert words.front_end_catalogue("en") == "globalThis.catalog={};\n"


def test_pages_are_given_the_texts_of_their_scripts_and_no_others(project: Path) -> None:
    catalogue(project).write_text(
        EMPTY
        + '#: app/pages.py\nmsgid "Luk"\nmsgstr "Close"\n\n'
        + '#: app/pages.py static/src/a.ts\nmsgid "Åbn"\nmsgstr "Open"\n\n'
        + '#: static/src/a.ts\nmsgid "1 kort"\nmsgid_plural "{n} kort"\nmsgstr[0] "1 card"\nmsgstr[1] "{n} cards"\n'
    )
    script = words.front_end_catalogue("en")
    assert script.startswith("globalThis.catalog=")
    assert json.loads(script.removeprefix("globalThis.catalog=").removesuffix(";\n")) == {
        "Åbn": "Open",
        "1 kort": ["1 card", "{n} cards"],
    }
