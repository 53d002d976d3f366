"""The secret: made once, out of others' reach, and replaced without signing anybody out."""

import stat
from pathlib import Path

import pytest

from app.security import Tickets
from app.settings import BadSetting, Settings
from app.signing import exposed, rotate, signing_secrets
from tests.app.site import Ada, running


def test_it_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "var")
    (made,) = signing_secrets(settings)
    assert signing_secrets(settings) == (made,)
    assert len(made) > 40
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    assert signing_secrets(Settings(data=tmp_path, secret="x" * 40)) == ("x" * 40,)
    assert exposed(settings) == []


def test_a_damaged_one_and_a_folder_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    for text in ("short", "", f"{'x' * 40}\nshort"):
        (tmp_path / "secret").write_text(text)
        (tmp_path / "secret").chmod(0o600)
        with pytest.raises(BadSetting, match="secret is not usable") as wrong:
            signing_secrets(Settings(data=tmp_path))
        assert "short" not in str(wrong.value)
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSetting, match="cannot be used"):
        signing_secrets(Settings(data=tmp_path / "file"))


def test_one_from_a_file_is_never_made_up(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "var", secret_file=tmp_path / "handed-in")
    with pytest.raises(BadSetting, match="handed-in cannot be read: No such file"):
        signing_secrets(settings)
    (tmp_path / "handed-in").write_text(f"{'n' * 40}\n\n{'o' * 40}\n")
    (tmp_path / "handed-in").chmod(0o440)
    assert signing_secrets(settings) == ("n" * 40, "o" * 40)
    assert not (tmp_path / "var").exists()


def test_what_others_may_read_or_write_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    settings = Settings(data=tmp_path)
    signing_secrets(settings)
    (tmp_path / "tilbudstrappen.db").write_text("names")
    for name in ("secret", "tilbudstrappen.db"):
        (tmp_path / name).chmod(0o644)
    said = exposed(settings)
    assert [sentence.rpartition(" ")[2] for sentence in said] == [
        str(tmp_path / "secret"),
        str(tmp_path / "tilbudstrappen.db"),
    ]
    tmp_path.chmod(0o700)
    assert exposed(settings) == [], "nobody comes past the folder"
    (tmp_path / "secret").chmod(0o666)
    with pytest.raises(BadSetting, match="chmod go-w"):
        signing_secrets(settings)


async def test_a_rotation_signs_nobody_out_and_the_second_one_only_those_from_before_the_first(
    tmp_path: Path,
) -> None:
    settings = Settings(data=tmp_path)
    async with running(tmp_path, secret="") as site:
        ada = Ada(site)
        await ada.signs_in()
        signed_in = dict(ada.browser.cookies)

    async def is_signed_in() -> bool:
        async with running(tmp_path, secret="") as site:
            answer = await site.browser(cookies=signed_in).get("/workshops")
            return answer.status_code == 200

    first = signing_secrets(settings)
    rotate(settings, forget=False)
    second = signing_secrets(settings)
    assert second[1:] == first
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert await is_signed_in()
    assert Tickets(second[:1]).sign_in(signed_in) is None, "it was signed with the first one"

    rotate(settings, forget=False)
    assert signing_secrets(settings)[1] == second[0]
    assert len(signing_secrets(settings)) == 2
    assert not await is_signed_in()


def test_one_that_others_may_know_is_forgotten_at_once(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    before = signing_secrets(settings)
    rotate(settings, forget=True)
    assert len(signing_secrets(settings)) == 1
    assert signing_secrets(settings) != before


def test_what_is_set_elsewhere_is_rotated_there(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="TRAPPE_SECRET is set in the environment"):
        rotate(Settings(data=tmp_path, secret="x" * 40), forget=False)
    handed_in = tmp_path / "gone" / "secret"
    with pytest.raises(BadSetting, match="cannot be read"):
        rotate(Settings(data=tmp_path, secret_file=handed_in), forget=False)
    with pytest.raises(BadSetting, match="cannot be replaced"):
        rotate(Settings(data=tmp_path, secret_file=handed_in), forget=True)
    assert not list(tmp_path.iterdir())
