"""All files of a mapping in one ZIP, with a text that says what each is for and what could not be made."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from exports.formats import GROUPS, File
from exports.report import Mapping, digest
from exports.words import ZONE, Lang, Translator, translator

# These are packed already; what is packed twice takes time and gets no smaller.
PACKED = {"pdf", "png", "docx", "pptx", "xlsx"}
LINE_END = "\r\n"  # every program reads it, the oldest Windows ones nothing else
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def render(
    mapping: Mapping, lang: Lang, parts: Sequence[tuple[File, bytes]], missing: Sequence[File] = ()
) -> bytes:
    """The archive: a folder for each group of files. The same arguments give the same bytes."""
    words = translator(lang)
    target = io.BytesIO()
    at = datetime.fromtimestamp(mapping.frozen_at // 1000, ZONE)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content, is_packed in (
            (words.gettext("LÆSMIG.txt"), _told(mapping, words, parts, missing), False),
            *((place(file, words), content, file.suffix in PACKED) for file, content in parts),
        ):
            entry = zipfile.ZipInfo(name, at.timetuple()[:6])
            entry.create_system = 3  # Unix, wherever it is made: the same bytes
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def place(file: File, words: Translator) -> str:
    """Where a file lies in the archive."""
    return f"{words.gettext(file.group.title)}/{file.address}"


def _told(
    mapping: Mapping, words: Translator, parts: Sequence[tuple[File, bytes]], missing: Sequence[File]
) -> bytes:
    _, session = words.gettext, mapping.session
    lines = [
        _line(session.title),
        _line(", ".join(filter(None, (session.municipality, words.day(session.date))))),
        _("Version %(version)d, afsluttet %(moment)s")
        % {"version": mapping.version, "moment": words.moment(mapping.frozen_at)},
        "",
        _("Kontrolsum (SHA-256)"),
        digest(mapping),
        _("Ens kontrolsum betyder ens indhold"),
    ]
    if missing:
        lines += ["", _("Disse filer kunne ikke laves. Hent dem hver for sig fra kortlægningens side:")]
        lines += [f"  {_(file.label)} ({file.kind})" for file in missing]
    for group in GROUPS:
        files = [file for file, _content in parts if file.group is group]
        if files:
            lines += ["", _(group.title)]
            lines += [
                f"  {place(file, words)}: {_(file.label)} ({file.kind}), {_(file.use)}" for file in files
            ]
    return f"\ufeff{LINE_END.join(lines)}{LINE_END}".encode()


def _line(text: str) -> str:
    """What somebody wrote, without what would break the line."""
    return _CONTROL.sub(" ", text)
