"""Settings: a wrong one stops the start with one sentence; every one is explained."""

import stat
from pathlib import Path

import pytest

from app.settings import BadSetting, Settings, load, signing_secrets


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("TRAPPE_"):
            monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRAPPE_PORT", "eighty"),
        ("TRAPPE_PORT", "70000"),
        ("TRAPPE_HOST", ""),
        ("TRAPPE_ADDRESS", "trappen.kommune.dk"),
        ("TRAPPE_ADDRESS", "https://trappen.kommune.dk/path?query"),
        ("TRAPPE_ADDRESS", "https://trappen.kommune.dk/../path"),
        ("TRAPPE_ADDRESS", "https://ada:hunter2@trappen.kommune.dk"),
        ("TRAPPE_TRUSTED_PROXIES", "proxy.kommune.dk"),
        ("TRAPPE_TRUSTED_PROXIES", "10.0.0.0/33"),
        ("TRAPPE_DATABASE_URL", "mysql://user:hunter2@host/name"),
        ("TRAPPE_DATABASE_URL", "postgresql://user:hunter2@host/name"),
        ("TRAPPE_SECRET", "hunter2"),
        ("TRAPPE_WORKERS", "0"),
        ("TRAPPE_WORKERS", "2"),
        ("TRAPPE_COMMANDS_PER_SECOND", "0"),
        ("TRAPPE_LOG_LEVEL", "loud"),
        ("TRAPPE_ACCESSIBILITY_LINK", "was.digst.dk/trappen"),
        ("TRAPPE_ACCESSIBILITY_LINK", "javascript:alert(1)"),
        ("TRAPPE_PROT", "8000"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it_and_not_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as wrong:
        load()
    said = str(wrong.value)
    assert name in said
    assert said.endswith((".", "all."))
    assert "\n" not in said
    assert "hunter2" not in said


def test_the_command_line_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAPPE_PORT", "8001")
    assert load().port == 8001
    assert load(port="8002", host=None).port == 8002
    with pytest.raises(BadSetting, match="TRAPPE_PORT"):
        load(port="x")


def test_every_setting_has_its_sentence() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


def test_the_secret_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "var")
    made = signing_secrets(settings)
    assert signing_secrets(settings) == made
    assert len(made[0]) > 40
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600
    assert signing_secrets(Settings(data=tmp_path, secret="x" * 40)) == ("x" * 40,)


def test_a_damaged_secret_and_a_folder_that_cannot_be_used_are_said(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short")
    with pytest.raises(BadSetting, match="damaged"):
        signing_secrets(Settings(data=tmp_path))
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSetting, match="cannot be used"):
        signing_secrets(Settings(data=tmp_path / "file"))
