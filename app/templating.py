"""Pages from templates: one Jinja environment for each language, and the addresses of built files."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from app.languages import LANGUAGES
from exports.words import Translator, translator

ROOT = Path(__file__).parent.parent
DIST = ROOT / "static" / "dist"


class Manifest:
    """What the built files are called now. Read again when a new build has replaced it, also under a running server."""

    def __init__(self, folder: Path = DIST) -> None:
        self._path = folder / "manifest.json"
        self._read_at: tuple[int, int] | None = None
        self._names: dict[str, str] = {}
        self._release = ""

    @property
    def names(self) -> dict[str, str]:
        """The built name of each entry; empty before the first build."""
        try:
            stat = self._path.stat()
            if (stat.st_mtime_ns, stat.st_ino) != self._read_at:
                text = self._path.read_bytes()
                self._names = json.loads(text)
                self._release = hashlib.sha256(text).hexdigest()[:12]
                self._read_at = (stat.st_mtime_ns, stat.st_ino)
        except FileNotFoundError:
            self._names, self._read_at, self._release = {}, None, ""
        return self._names

    @property
    def release(self) -> str:
        """Differs from one build to the next: a page that finds another one knows that it is old."""
        return self._release if self.names else ""

    def url(self, name: str) -> str:
        """The address of a built file. One that was not built gets an address that answers 404."""
        return f"/static/{self.names.get(name, name)}"


class _Compiled(BytecodeCache):
    """The code of all templates, which is the same in every language."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()

# Where a page names an address of ours. In texts and in data blocks there is no such quotation mark: both are escaped.
_ADDRESS = re.compile(r'( (?:href|src|action|formaction|data-live|data-mapping)=")/(?!/)')


class Templates:
    """Renders templates in a person's language. All are read at once: the first one to see a page must not hold up a
    room while it is compiled."""

    def __init__(self, manifest: Manifest, base: str = "") -> None:
        """`base`: the path below which the site lies, as in /trappen."""
        self._base = base
        self._environments = {lang: self._environment(translator(lang), manifest) for lang in LANGUAGES}
        for environment in self._environments.values():
            for name in environment.list_templates():
                environment.get_template(name)

    def render(self, template: str, words: Translator, values: Mapping[str, Any]) -> str:
        """The page as HTML. Texts in `values` are escaped by the templates, which know addresses from the root."""
        html = self._environments[words.lang].get_template(template).render(values)
        return _ADDRESS.sub(rf"\1{self._base}/", html) if self._base else html

    def _environment(self, words: Translator, manifest: Manifest) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(ROOT / "templates"),
            bytecode_cache=_compiled,
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.policies["ext.i18n.trimmed"] = True
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            words.gettext, words.ngettext, newstyle=True
        )
        environment.globals.update(lang=words.lang, static=manifest.url, base=self._base)
        environment.filters.update(
            date=words.day, moment=words.moment, clock=words.clock, soft=soft, unbroken=unbroken, data=as_data
        )
        return environment


# Where long names of professional areas may break: a browser's own hyphenation knows few Danish compounds.
_COMPOUNDS = ("sundheds|plejen", "familiepleje|konsulenter", "døgn|institutioner", "civil|samfundet")


def soft(text: str) -> str:
    """The text with soft hyphens in the long words of the handbook's areas."""
    for compound in _COMPOUNDS:
        before, _, after = compound.partition("|")
        text = re.sub(f"({before})({after})", "\\1\u00ad\\2", text, flags=re.IGNORECASE)
    return text


def unbroken(text: str) -> Markup:
    """The text as HTML, with spans of figures (“0-18 år”) in one piece."""
    return Markup(re.sub(r"(\d+-\d+)", r'<span class="figures">\1</span>', str(escape(text))))  # noqa: S704


def as_data(value: Any) -> Markup:
    """JSON for a data block. No `<` remains, so that nothing in it can end the block or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704
