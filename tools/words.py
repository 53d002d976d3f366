"""Translations: collects the Danish texts from the code, and hands on what was translated.

The Danish text itself is the key, so Danish needs no catalogue and is never out of date. Texts are marked
`_("…")` or `N_("…")` in Python, `{% trans %}` or `_("…")` in templates, and `t("…")` or `tn(n, "one", "many")` in
TypeScript. `python -m tools.words` brings locale/*/LC_MESSAGES/messages.po up to date; `--check` only says
whether they are. Both say what is still untranslated.
"""

import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from board.refusals import SENTENCES
from tools.node import ROOT, esbuild

LOCALE = ROOT / "locale"
PYTHON = ("board", "sessions", "exports", "app")
# board/ knows no translation; app/ looks its sentences up when it tells them.
TABLES: Mapping[str, Collection[str]] = {"board/refusals.py": SENTENCES.values()}
TEMPLATES = "templates"
FRONT_END = "static/src"
FRONT_END_KEYWORDS: Mapping[str, Any] = {"t": None, "tn": (2, 3)}
# As app/templating.py sets Jinja up: a text broken over lines in a template is one line in the catalogue.
JINJA_OPTIONS = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
# What Babel must be able to collect: t with one text in quotes, and then its end or its parameters.
CALL = re.compile(r"(?<![\w$.])(?<!function )t\(\s*")
QUOTED = re.compile(r"""("([^"\\]|\\.)*"|'([^'\\]|\\.)*')\s*[,)]""")
PLURAL_CALL = re.compile(r"(?<![\w$.])(?<!function )tn\(")
PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)[0-9.]*[a-z]")
# Babel's own header has dates and versions: every collection would look like a change.
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: tilbudstrappen\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def languages() -> list[str]:
    """The languages there is a catalogue for; Danish is not among them."""
    return sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/messages.po"))


def compile_catalogues() -> None:
    """Write the .mo files that gettext reads. What is only guessed at (fuzzy) is left out, and stays Danish."""
    for language in languages():
        compiled = io.BytesIO()
        write_mo(compiled, _read(language))
        _path(language, ".mo").write_bytes(compiled.getvalue())


def are_compiled() -> bool:
    """Whether each catalogue has its .mo file; not whether that is current."""
    return all(_path(language, ".mo").exists() for language in languages())


def front_end_catalogue(language: str) -> str:
    """A script with the texts that stand in the pages' own scripts: text -> translation, or -> [one, many]."""
    texts: dict[str, str | list[str]] = {}
    for message in _messages(_read(language)):
        strings = _parts(message.string)
        if (
            all(strings)
            and not message.fuzzy
            and any(path.startswith(FRONT_END) for path, _ in message.locations)
        ):
            texts[_parts(message.id)[0]] = strings[0] if len(strings) == 1 else strings
    return f"globalThis.catalog={json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(',', ':'))};\n"


def collect() -> Catalog:
    """All texts that the code marks, each with the files it stands in."""
    catalog = Catalog()
    for folder in PYTHON:
        for path in sorted((ROOT / folder).rglob("*.py")):
            _collect_from(catalog, "python", path, path, DEFAULT_KEYWORDS, {})
    for shown, sentences in TABLES.items():
        for sentence in sentences:
            catalog.add(sentence, locations=[(shown, 0)])
    for path in sorted((ROOT / TEMPLATES).rglob("*.*")):
        _collect_from(catalog, "jinja2.ext:babel_extract", path, path, DEFAULT_KEYWORDS, JINJA_OPTIONS)
    with tempfile.TemporaryDirectory() as folder:
        for source, plain in _without_types(Path(folder)):
            texts = _collect_from(catalog, "javascript", plain, source, FRONT_END_KEYWORDS, {})
            plurals = sum(not isinstance(text, str) for text in texts)
            _refuse_what_was_missed(source, plain.read_text(encoding="utf-8"), plurals)
    return catalog


def _collect_from(
    catalog: Catalog,
    method: str,
    path: Path,
    source: Path,
    keywords: Mapping[str, Any],
    options: dict[str, str],
) -> list[str | tuple[str, ...]]:
    """Add the texts in `path`, which is `source` or was made from it, and return them."""
    shown = source.relative_to(ROOT).as_posix()
    texts = []
    for _, text, comments, context in extract_from_file(
        method, path, keywords, ("NOTE:",), options, strip_comment_tags=True
    ):
        if not all(_parts(text)):
            sys.exit(f"{shown}: an empty text cannot be translated")
        # No line numbers: with them, every change anywhere in a file would change the catalogue too.
        catalog.add(text, locations=[(shown, 0)], auto_comments=comments, context=context)
        texts.append(text)
    return texts


def _without_types(folder: Path) -> Iterator[tuple[Path, Path]]:
    """The TypeScript sources, each with a plain script made from it.

    Babel reads JavaScript; an apostrophe in JSX text or a generic type makes it lose its way without a word.
    """
    sources = sorted(
        path
        for path in (ROOT / FRONT_END).rglob("*.ts*")
        if ".test." not in path.name and path.suffix in (".ts", ".tsx")
    )
    if not sources:
        return
    subprocess.run(
        [
            esbuild(),
            *sources,
            f"--outdir={folder}",
            f"--outbase={ROOT / FRONT_END}",
            "--jsx=automatic",
            "--charset=utf8",
            "--supported:template-literal=false",
            "--log-level=warning",
        ],
        check=True,
    )
    for source in sources:
        yield source, (folder / source.relative_to(ROOT / FRONT_END)).with_suffix(".js")


def _refuse_what_was_missed(source: Path, script: str, plurals: int) -> None:
    """`t(open ? "Luk" : "Åbn")` would never be translated, and nobody would notice in Danish."""
    for call in CALL.finditer(script):
        if not QUOTED.match(script, call.end()):
            line = script[call.start() : call.end() + 60].partition("\n")[0]
            sys.exit(f"{source.relative_to(ROOT)}: not a text in quotes: {line}")
    if plurals != len(PLURAL_CALL.findall(script)):
        sys.exit(f"{source.relative_to(ROOT)}: not two texts in quotes: one of its calls of tn")


def updated(language: str) -> bytes:
    """What a language's catalogue should be, given the code as it is now."""
    catalog = _read(language)
    catalog.update(collect())
    written = io.BytesIO()
    header = HEADER.format(language=language, plural_forms=catalog.plural_forms)
    written.write(header.encode())
    write_po(
        written,
        catalog,
        width=110,
        omit_header=True,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return written.getvalue()


def faults(language: str) -> Iterator[str]:
    """What a translator still has to do."""
    for message in _messages(_read(language)):
        danish, translated = _parts(message.id), _parts(message.string)
        if not all(translated):
            yield f"untranslated: {danish[0]!r}"
        elif message.fuzzy:
            yield f"only guessed (fuzzy): {danish[0]!r} -> {translated[0]!r}"
        elif differing := _placeholders(danish) ^ _placeholders(translated):
            yield f"differs in {', '.join(sorted(differing))}: {danish[0]!r} -> {translated[0]!r}"


def _placeholders(texts: list[str]) -> set[str]:
    return set(PLACEHOLDER.findall(" ".join(texts)))


def _parts(text: object) -> list[str]:
    """A message's text, or its forms for one and for many."""
    return (
        [text]
        if isinstance(text, str)
        else [str(part or "") for part in text]
        if isinstance(text, (list, tuple))
        else [""]
    )


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _read(language: str) -> Catalog:
    with _path(language, ".po").open("rb") as file:
        return read_po(file, locale=language)


def _path(language: str, suffix: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"messages{suffix}"


def main(*, only_check: bool) -> int:
    """Update (or only compare) each catalogue; 1 when something is left to do."""
    left = 0
    for language in languages():
        path = _path(language, ".po")
        new = updated(language)
        if only_check and new != path.read_bytes():
            print(f"{path.relative_to(ROOT)} does not match the code: run `make words`, then translate.")
            left = 1
        elif not only_check:
            path.write_bytes(new)
        for fault in faults(language):
            print(f"{path.relative_to(ROOT)}: {fault}")
            left = 1
    return left


if __name__ == "__main__":
    sys.exit(main(only_check="--check" in sys.argv))
