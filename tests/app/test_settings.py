"""Settings: a wrong one stops the start with one sentence; every one is explained."""

from pathlib import Path

import pytest

from app.settings import BadSetting, Settings, load


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
        ("TRAPPE_OIDC_ISSUER", "http://adfs.kommune.dk/adfs"),
        ("TRAPPE_OIDC_ISSUER", "https://adfs.kommune.dk/adfs?a=b"),
        ("TRAPPE_OIDC_ISSUER", "https://adfs.kommune.dk/adfs"),  # without a client id and an address
        ("TRAPPE_OIDC_SCOPES", "profile"),
        ("TRAPPE_OIDC_GROUPS", "Trappe=chief"),
        ("TRAPPE_MAIL_SERVER", "mail.kommune.dk:587"),
        ("TRAPPE_MAIL_SERVER", "http://mail.kommune.dk"),
        ("TRAPPE_MAIL_SERVER", "smtp://ada:hunter2#@mail.kommune.dk"),
        ("TRAPPE_MAIL_SERVER", "smtp://ada:hunter2/x@mail.kommune.dk"),
        ("TRAPPE_MAIL_SERVER", "smtp://ada:hunter2@[mail"),
        ("TRAPPE_MAIL_SERVER", "smtp://hunter2@mail.kommune.dk"),
        ("TRAPPE_MAIL_SERVER", "smtp+plain://ada:hunter2@mail.kommune.dk"),
        (
            "TRAPPE_MAIL_SERVER",
            "smtp://ada:hunter2@mail.kommune.dk",
        ),  # without an address and whom it is from
        ("TRAPPE_MAIL_FROM", "Trappen"),
        ("TRAPPE_MAIL_FROM", "trappen..drift@kommune.dk"),
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


def test_no_password_shows_where_settings_are_told() -> None:
    told = repr(Settings(secret="hunter2" * 5, database_url="postgresql+asyncpg://ada:hunter2@host/name"))
    assert "port=8000" in told
    assert "hunter2" not in told


def test_the_address_of_the_database_may_stand_in_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "url"
    monkeypatch.setenv("TRAPPE_DATABASE_URL_FILE", str(file))
    with pytest.raises(BadSetting, match="cannot be read: No such file"):
        load()
    file.write_text("postgresql+asyncpg://ada:hunter2@host/name\n")
    file.chmod(0o600)
    assert load().database == "postgresql+asyncpg://ada:hunter2@host/name"
    file.chmod(0o620)
    with pytest.raises(BadSetting, match=f"chmod go-w {file}"):
        load()
    file.chmod(0o600)
    file.write_text("mysql://ada:hunter2@host/name")
    with pytest.raises(BadSetting, match="TRAPPE_DATABASE_URL is not usable") as wrong:
        load()
    assert "hunter2" not in str(wrong.value)
    monkeypatch.setenv("TRAPPE_DATABASE_URL", "postgresql+asyncpg://host/name")
    with pytest.raises(BadSetting, match="both set"):
        load()
