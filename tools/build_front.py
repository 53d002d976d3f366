"""Builds what browsers and documents fetch: scripts, styles and fonts in static/dist/, and the translations.

`python -m tools.build_front` is part of every set-up, so it first compares a digest of everything that goes in
with that of the last build, and usually has nothing to do. Names carry a hash of the content, so a file may be
kept by browsers for ever; static/dist/manifest.json says what each is called now.
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import words
from tools.node import ROOT, esbuild

DIST = ROOT / "static" / "dist"
STAMP = DIST / ".stamp"
MANIFEST = "manifest.json"

# What a page asks for -> where it starts. Each becomes one file, a classic script to be loaded with `defer`.
ENTRIES = {
    **{
        f"{name}.js": f"static/src/{name}/main.tsx"
        for name in ("phone", "projector", "console", "mapping", "replay", "tidy")
    },
    "page.js": "static/src/page.ts",
    "account.js": "static/src/account.ts",
    "wait.js": "static/src/wait.ts",
    **{
        f"{name}.css": f"static/css/{name}.css"
        for name in (
            *("phone", "projector", "console", "mapping", "replay", "tidy"),
            *("page", "account", "library", "compare", "overview", "people"),
        )
    },
}

# The phone's script is a module in three files: what the first card needs (its entry, and what that shares with the
# rest), and the rest, fetched later with `import()`. More than one `import()` would make many small files, each
# of which a phone on a slow network had to wait for.
SPLIT = "phone.js"
SHARED = "phone-shared.js"
REST = "phone-rest.js"

# Typst wants whole fonts, not the woff2 subsets of the pages. Noto Emoji draws what people type on phones.
DOCUMENT_FONTS = (
    "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf",
    "@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf",
    "@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf",
    "@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf",
    "@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
)


def build() -> bool:
    """Bring static/dist/ and the compiled catalogues up to date. False when they already were."""
    DIST.mkdir(parents=True, exist_ok=True)
    with (DIST / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two makes at once must not take each other's files away
        stamp = _digest_of_inputs()
        if STAMP.exists() and STAMP.read_text() == stamp and _is_whole():
            return False
        manifest = _bundle() | _catalogues() | _copy_icons()
        _copy_document_fonts()
        words.compile_catalogues()
        _write(DIST / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True) + "\n")
        _remove_all_but(set(manifest.values()))
        _write(STAMP, stamp)
        return True


def _inputs() -> Iterator[Path]:
    yield Path(__file__)
    yield Path(words.__file__)
    yield ROOT / "package-lock.json"
    yield ROOT / "tsconfig.json"
    for folder in ("static/src", "static/css", "static/icons", "locale"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".mo")


def _digest_of_inputs() -> str:
    digest = hashlib.sha256()
    for path in sorted(_inputs()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _is_whole() -> bool:
    """Whether the last build's files are still there: someone may have removed some by hand."""
    try:
        manifest: dict[str, str] = json.loads((DIST / MANIFEST).read_text())
    except FileNotFoundError:
        return False
    fonts = all((DIST / "fonts/ttf" / Path(font).name).exists() for font in DOCUMENT_FONTS)
    return fonts and words.are_compiled() and all((DIST / name).exists() for name in manifest.values())


def _bundle() -> dict[str, str]:
    """Let esbuild bundle the entries that exist; return what each entry and each font is called now."""
    entries = {name: source for name, source in ENTRIES.items() if (ROOT / source).exists()}
    split = {name: source for name, source in entries.items() if name == SPLIT}
    whole = {name: source for name, source in entries.items() if name != SPLIT}
    return _run(whole, "--format=iife") | _run(
        split, "--format=esm", "--splitting", "--chunk-names=phone-[name]-[hash]"
    )


def _run(entries: dict[str, str], *options: str) -> dict[str, str]:
    if not entries:
        return {}
    metafile = DIST / ".meta.json"
    command = [
        str(esbuild()),
        *(f"{name.rpartition('.')[0]}={source}" for name, source in entries.items()),
        "--bundle",
        "--minify",
        *options,
        "--target=es2020,safari15",
        "--jsx=automatic",
        "--jsx-import-source=preact",
        "--charset=utf8",
        "--sourcemap",
        "--entry-names=[name]-[hash]",
        "--asset-names=fonts/[name]-[hash]",
        "--loader:.woff2=file",
        "--legal-comments=none",
        "--log-level=warning",
        f"--metafile={metafile}",
        f"--outdir={DIST}",
    ]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit("The front end could not be built.")
    outputs: dict[str, dict[str, object]] = json.loads(metafile.read_text())["outputs"]
    metafile.unlink()
    manifest = {}
    names = {source: name for name, source in entries.items()}
    for output, about in outputs.items():
        built = (ROOT / output).relative_to(DIST).as_posix()
        inputs = about["inputs"]
        if isinstance(about.get("entryPoint"), str) and not built.endswith(".map"):
            manifest[names.get(str(about["entryPoint"]), REST)] = built
        elif built.startswith("phone-chunk-") and built.endswith(".js"):
            if SHARED in manifest:
                sys.exit(
                    "The phone's script falls into too many parts: let one `import()` bring all that comes later."
                )
            manifest[SHARED] = built
        elif isinstance(inputs, dict) and built.startswith("fonts/"):
            manifest[f"fonts/{Path(next(iter(inputs))).name}"] = built
        elif not built.endswith(".map"):
            sys.exit(f"{built} belongs to no entry: a script that imports a style would load it on no page.")
    return manifest


def _catalogues() -> dict[str, str]:
    """The pages' texts in the other languages, as a script that stands before the page's own."""
    manifest = {}
    for language in words.languages():
        script = words.front_end_catalogue(language)
        name = f"catalog-{language}-{hashlib.sha256(script.encode()).hexdigest()[:8].upper()}.js"
        _write(DIST / name, script)
        manifest[f"catalog-{language}.js"] = name
    return manifest


def _copy_icons() -> dict[str, str]:
    """What stands for the site on a phone's home screen."""
    manifest = {}
    (DIST / "icons").mkdir(exist_ok=True)
    for path in sorted((ROOT / "static/icons").glob("*.*")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8].upper()
        name = f"icons/{path.stem}-{digest}{path.suffix}"
        shutil.copyfile(path, DIST / name)
        manifest[f"icons/{path.name}"] = name
    return manifest


def _copy_document_fonts() -> None:
    folder = DIST / "fonts/ttf"
    folder.mkdir(parents=True, exist_ok=True)
    for font in DOCUMENT_FONTS:
        shutil.copyfile(ROOT / "node_modules" / font, folder / Path(font).name)


def _remove_all_but(kept: set[str]) -> None:
    """Take away what earlier builds left, once the manifest no longer names it."""
    kept = kept | {f"{name}.map" for name in kept} | {MANIFEST, ".lock"}
    for path in DIST.rglob("*"):
        name = path.relative_to(DIST).as_posix()
        if path.is_file() and name not in kept and not name.startswith("fonts/ttf/"):
            path.unlink()


def _write(path: Path, text: str) -> None:
    """Replace a file whole: a server that is running may be reading it."""
    new = path.with_name(f"{path.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


if __name__ == "__main__":
    if build():
        print("Built static/dist/")
