"""Lines break where they may, and nothing is lost on the way; widths are those that typst sets."""

import json
import random
from pathlib import Path

import pytest
import typst

from exports import fonts
from exports.typesetting import breakable, clusters, words_of, wrap
from tests.exports import boards

FONTS = fonts.load()


def _tens(text: str, size: float, weight: int) -> float:
    """Every sign is 10 wide, so that a test can count."""
    return 10.0 * len(text)


@pytest.mark.parametrize(
    ("text", "signs", "lines"),
    [
        ("Åben rådgivning", 20, ["Åben rådgivning"]),
        ("Åben rådgivning", 12, ["Åben ", "rådgivning"]),
        ("barnet/den unge", 8, ["barnet/", "den unge"]),
        ("familie-netværk", 10, ["familie-", "netværk"]),
        ("bolig og -hjem", 10, ["bolig og ", "-hjem"]),
        ("jf. § 11 og § 52", 7, ["jf. ", "§ 11 og ", "§ 52"]),
        ("efter stk. 3", 7, ["efter ", "stk. 3"]),
        ("alle unge 15-18 år", 9, ["alle unge ", "15-18 år"]),
        ("10-15-årige i 3. klasse", 11, ["10-15-årige ", "i 3. klasse"]),
        ("tirsdag kl. 10 i 12 uger", 11, ["tirsdag ", "kl. 10 i ", "12 uger"]),
        ("fritidsaktiviteter", 8, ["fritidsa", "ktivitet", "er"]),
        ("👨‍👩‍👧👨‍👩‍👧", 5, ["👨‍👩‍👧", "👨‍👩‍👧"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_after_blank_slash_and_hyphen(text: str, signs: int, lines: list[str]) -> None:
    assert list(wrap(text, signs * 10, 1, 400, _tens)) == lines


def test_the_lines_are_the_text_again_and_none_is_too_wide() -> None:
    chance = random.Random(4)
    for board in (boards.hostile(), boards.generated(1, 60)):
        for card in board.cards.values():
            name, width = card.offer.name, chance.uniform(40, 400)
            lines = wrap(name, width, 16, fonts.MEDIUM, FONTS.measure)
            assert "".join(lines) == name
            for line in lines:
                one_sign = len(clusters(line.rstrip())) == 1
                assert one_sign or FONTS.measure(line.rstrip(), 16, fonts.MEDIUM) <= width


def test_only_words_wider_than_a_column_are_broken_for_tables() -> None:
    assert breakable("Åben rådgivning", 100, 1, 400, _tens) == "Åben rådgivning"
    assert (
        breakable("Kl. 10 jf. § 11, ca. 3 uger", 300, 1, 400, _tens)
        == "Kl.\u00a010 jf. §\u00a011, ca.\u00a03\u00a0uger"
    )
    assert breakable("et fritidsaktivitet", 80, 1, 400, _tens) == "et fritidsa\nktivitet"


def test_words_are_what_a_line_never_breaks_inside() -> None:
    assert words_of("Ophold i dag-/fritidstilbud, § 32") == [
        "Ophold",
        "i",
        "dag-",
        "/",
        "fritidstilbud,",
        "§ 32",
    ]


@pytest.mark.parametrize("weight", [fonts.REGULAR, fonts.MEDIUM, fonts.STRONG])
def test_a_width_is_the_width_that_typst_sets(weight: int) -> None:
    texts = [card.offer.name for card in boards.real().cards.values()]
    texts += ["WWWWAVATAR To Tøffe P.A.V. L’Å", "r. f. y, T. (x) [A] ÆØÅ Ł“o”", "a->b 8x10 11–13"]
    source = """
        #set text(font: "Inter", weight: int(sys.inputs.weight), size: 100pt, features: (calt: 0))
        #context [#metadata(json(bytes(sys.inputs.texts)).map(it => measure(text(it)).width.pt())) <widths>]
    """
    found = typst.query(
        source.encode(),
        "<widths>",
        sys_inputs={"texts": json.dumps(texts), "weight": str(weight)},
        font_paths=[str(FONTS.folder)],
        ignore_system_fonts=True,
    )
    widths = json.loads(found)[0]["value"]
    assert [FONTS.measure(text, 100, weight) for text in texts] == pytest.approx(widths, abs=0.05)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Læsehjælp, Łucja Şahin → ✓", "Læsehjælp, Łucja Şahin → ✓"),
        ("😀 👨‍👩‍👧 🇩🇰", "😀 👨‍👩‍👧 🇩🇰"),
        ("日本 مر", "□□ □□"),
        ("ﬁ 𝗧𝗶𝗹𝗯𝘂𝗱 ①", "fi Tilbud ①"),  # pasted from elsewhere: Unicode says what they are like
        ("a\u2060b", "ab"),
        ("linje\nskift", "linje\nskift"),
    ],
)
def test_what_cannot_be_drawn_gives_way(text: str, shown: str) -> None:
    assert FONTS.printable(text) == shown


def test_without_fonts_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run make"):
        fonts.Fonts(tmp_path)
