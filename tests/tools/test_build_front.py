"""What browsers fetch: named after its content, built once, and never taken away under a page that needs it."""

import json
import re
from pathlib import Path

import pytest

from tools import build_front, words

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small front end of its own, with the real packages."""
    for module in (build_front, words):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(words, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(build_front, "DIST", tmp_path / "static/dist")
    monkeypatch.setattr(build_front, "STAMP", tmp_path / "static/dist/.stamp")
    for folder in ("tools", "static/src/phone", "static/css", "locale/en/LC_MESSAGES"):
        (tmp_path / folder).mkdir(parents=True)
    for module in (build_front, words):
        path = tmp_path / "tools" / Path(module.__file__).name
        path.symlink_to(module.__file__)
        monkeypatch.setattr(module, "__file__", str(path))
    for name in ("node_modules", "package-lock.json", "tsconfig.json"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "static/src/phone/main.tsx").write_text(
        'import { render } from "preact";\nrender(<p>Hej</p>, document.body);\n'
    )
    (tmp_path / "static/css/phone.css").write_text(
        '@font-face { font-family: "Inter"; '
        'src: url("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2") }\n'
    )
    (tmp_path / "locale/en/LC_MESSAGES/messages.po").write_text(
        words.HEADER.format(language="en", plural_forms="nplurals=2; plural=(n != 1);")
        + '#: static/src/phone/main.tsx\nmsgid "Hej"\nmsgstr "Hello"\n'
    )
    return tmp_path


def manifest(project: Path) -> dict[str, str]:
    read: dict[str, str] = json.loads((project / "static/dist/manifest.json").read_text())
    return read


def test_each_entry_becomes_one_file_named_after_its_content(project: Path) -> None:
    assert build_front.build()
    built = manifest(project)
    assert set(built) == {"phone.js", "phone.css", "catalog-en.js", "fonts/inter-latin-wght-normal.woff2"}
    for asked, name in built.items():
        stem, _, suffix = asked.rpartition(".")
        assert re.fullmatch(rf"{stem}-[0-9A-Z]{{8}}\.{suffix}", name)
        assert (project / "static/dist" / name).stat().st_size > 0
    dist = project / "static/dist"
    assert f"./{built['fonts/inter-latin-wght-normal.woff2']}" in (dist / built["phone.css"]).read_text()
    assert '"Hello"' in (dist / built["catalog-en.js"]).read_text()
    assert (project / "locale/en/LC_MESSAGES/messages.mo").exists()
    assert (dist / "fonts/ttf/Inter_400Regular.ttf").exists()


def test_what_the_phone_needs_later_is_a_file_of_its_own(project: Path) -> None:
    phone = project / "static/src/phone"
    (phone / "both.ts").write_text('export const both = "fælles";\n')
    (phone / "rest.tsx").write_text(
        'import { both } from "./both.ts";\nexport const later = both + " siden";\n'
    )
    (phone / "main.tsx").write_text(
        'import { both } from "./both.ts";\n'
        'console.log(both); void import("./rest.tsx").then(({ later }) => console.log(later));\n'
    )
    build_front.build()
    built = manifest(project)
    dist = project / "static/dist"
    assert "siden" in (dist / built["phone-rest.js"]).read_text()
    assert "fælles" in (dist / built["phone-shared.js"]).read_text()
    entry = (dist / built["phone.js"]).read_text()
    assert built["phone-rest.js"] in entry and "siden" not in entry

    (phone / "more.ts").write_text(
        'import { later } from "./rest.tsx";\nexport const more = later + " igen";\n'
    )
    with (phone / "main.tsx").open("a") as main:
        main.write('void import("./more.ts").then(({ more }) => console.log(more));\n')
    with pytest.raises(SystemExit):
        build_front.build()


def test_nothing_is_built_twice_and_a_lost_file_is_built_again(project: Path) -> None:
    assert build_front.build()
    assert not build_front.build()
    (project / "static/dist" / manifest(project)["phone.js"]).unlink()
    assert build_front.build()
    assert not build_front.build()


def test_what_changed_gets_a_new_name_and_the_old_file_goes(project: Path) -> None:
    build_front.build()
    before = manifest(project)
    (project / "static/src/phone/main.tsx").write_text("console.log('nyt');")
    assert build_front.build()
    after = manifest(project)
    assert {name for name in before if before[name] != after[name]} == {"phone.js"}
    assert not (project / "static/dist" / before["phone.js"]).exists()


def test_a_build_that_fails_leaves_the_last_one_as_it_was(project: Path) -> None:
    build_front.build()
    before = manifest(project)
    (project / "static/src/phone/main.tsx").write_text("const = ;")
    with pytest.raises(SystemExit):
        build_front.build()
    assert manifest(project) == before
    assert all((project / "static/dist" / name).exists() for name in before.values())


def test_a_script_that_brings_its_own_style_is_refused(project: Path) -> None:
    (project / "static/src/phone/main.tsx").write_text('import "../../css/phone.css";')
    with pytest.raises(SystemExit, match="belongs to no entry"):
        build_front.build()
