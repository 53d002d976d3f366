"""Every setting, with its default and one sentence. Read once at the start from the environment (`TRAPPE_…`)."""

import os
import re
from email.headerregistry import Address
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app import mail_server
from app.network import LOOPBACK
from board.refusals import Refused
from sessions import groups
from sessions.emails import clean_email

SECRET_LENGTH = 32  # signs at least: less could be guessed by trying cookies offline


class BadSetting(Exception):
    """The program cannot start like this. The text is one sentence, fit to be shown."""


class Settings(BaseSettings):
    """What may differ from one installation to the next."""

    model_config = SettingsConfigDict(env_prefix="TRAPPE_", frozen=True, use_attribute_docstrings=True)

    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    """The network address to listen on; 0.0.0.0 lets phones on the same network in."""

    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    """The port to listen on; 0 takes any that is free."""

    address: str = ""
    """The address that people use, as in https://trappen.kommune.dk or https://kommune.dk/trappen; empty: as asked."""

    trusted_proxies: str = ""
    """Whose X-Forwarded-Proto and -Host count if no address is set, as in 10.0.0.5 or 10.0.0.0/8; empty: nobody's."""

    data: Path = Path("var")
    """The folder for the SQLite database and the generated secret."""

    database_url: Annotated[str, Field(repr=False)] = ""
    """A PostgreSQL as in postgresql+asyncpg://user:password@host/name; empty: SQLite in the data folder."""

    database_url_file: Path | None = None
    """A file that holds the same, so that the password stands in no environment."""

    secret: Annotated[str, Field(repr=False)] = ""
    """What cookies are signed with, 32 signs or more; empty: generated once and kept in the data folder."""

    secret_file: Path | None = None
    """A file that holds it: one on each line, the newest first; the others are those that it replaced."""

    metrics_token: Annotated[str, Field(repr=False)] = ""
    """What /metrics asks for (Authorization: Bearer …); empty: only this machine itself may read it."""

    workers: Annotated[int, Field(ge=1, le=64)] = 1
    """How many processes serve; more than one needs PostgreSQL."""

    commands_per_second: Annotated[float, Field(gt=0)] = 20.0
    """How many changes one participant may ask for each second in the long run; a facilitator may ten times more."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """From which severity on something is written to the log (JSON lines on standard error)."""

    names_days: Annotated[int, Field(ge=1, le=1095)] = 90
    """How many days after the freeze names, devices and helpers are forgotten, where no other day was chosen."""

    traces_days: Annotated[int, Field(ge=30, le=3650)] = 365
    """How many days a line of the audit log is kept."""

    data_controller: str = ""
    """Who answers for the personal data, as in “Holbæk Kommune”; empty: the municipality that holds the workshop."""

    data_contact: str = ""
    """Whom people write to or call about their data, as in “dpo@kommune.dk, 12 34 56 78”; empty: the facilitator."""

    accessibility_contact: str = ""
    """Whom people write to or call about accessibility, as in “web@kommune.dk, 12 34 56 78”; empty: the facilitator."""

    accessibility_link: str = ""
    """The official accessibility statement, made in WAS-Tool (https://was.digst.dk/…); empty: there is none yet."""

    oidc_issuer: str = ""
    """A provider (OpenID Connect) that people sign in with, as in https://adfs.kommune.dk/adfs; empty: none."""

    oidc_client_id: str = ""
    """What the provider calls this installation."""

    oidc_client_secret: Annotated[str, Field(repr=False)] = ""
    """What the provider knows this installation by; empty: it asks for none."""

    oidc_client_secret_file: Path | None = None
    """A file that holds the same."""

    oidc_name: str = ""
    """Whose sign-in it is, as in “Holbæk Kommune”: the button says so; empty: the municipality's."""

    oidc_scopes: str = "openid profile email"
    """What is asked of the provider; ADFS tells of groups with “allatclaims” as well."""

    oidc_groups_claim: str = "groups"
    """What the provider calls the list of somebody's groups or roles."""

    oidc_groups: str = ""
    """Which group gives which role, as in “Trappe-Ledere=administrator; Trappe=facilitator; *=reader”."""

    mail_server: Annotated[str, Field(repr=False)] = ""
    """Where invitations are handed over, as in smtp://user:password@mail.kommune.dk:587; empty: none is mailed."""

    mail_server_file: Path | None = None
    """A file that holds the same, so that the password stands in no environment."""

    mail_from: str = ""
    """Who the mails are from, as in trappen@kommune.dk."""

    @field_validator("mail_server")
    @classmethod
    def _mail_server(cls, value: str) -> str:
        if value:
            mail_server.parse(value)
        return value

    @field_validator("mail_from")
    @classmethod
    def _mail_from(cls, value: str) -> str:
        try:
            return Address(addr_spec=clean_email(value)).addr_spec if value else ""
        except (Refused, ValueError):
            raise ValueError("must look like trappen@kommune.dk") from None

    @field_validator("oidc_issuer")
    @classmethod
    def _oidc_issuer(cls, value: str) -> str:
        parts = urlsplit(value)
        is_secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if value and (not is_secure or not parts.hostname or parts.username or parts.query or parts.fragment):
            raise ValueError("must look like https://adfs.kommune.dk/adfs, with https")
        return value

    @field_validator("oidc_scopes")
    @classmethod
    def _oidc_scopes(cls, value: str) -> str:
        if "openid" not in value.split():
            raise ValueError("must have “openid” among words with blanks between")
        return value

    @field_validator("oidc_groups")
    @classmethod
    def _oidc_groups(cls, value: str) -> str:
        groups.parse(value)
        return value

    @field_validator("accessibility_link")
    @classmethod
    def _accessibility_link(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("must look like https://was.digst.dk/trappen-kommune-dk")
        return value

    @field_validator("address")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (
            parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None
        ):
            raise ValueError("must look like https://trappen.kommune.dk or https://www.kommune.dk/trappen")
        if parts.query or parts.fragment or not re.fullmatch(r"(/[A-Za-z0-9_~-]+)*/?", parts.path):
            raise ValueError(
                "may end with a path of letters, figures and hyphens, as in https://www.kommune.dk/trappen"
            )
        return value.rstrip("/")

    @field_validator("trusted_proxies")
    @classmethod
    def _trusted_proxies(cls, value: str) -> str:
        try:
            _networks(value)
        except ValueError:
            raise ValueError(
                "must be addresses or networks, as in 127.0.0.1 or 10.0.0.0/8, with commas between"
            ) from None
        return value

    @field_validator("secret")
    @classmethod
    def _secret(cls, value: str) -> str:
        if value and min(map(len, value.split("\n"))) < SECRET_LENGTH:
            raise ValueError(f"must have {SECRET_LENGTH} signs or more")
        return value

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: str) -> str:
        if value and not re.match(r"(postgresql\+asyncpg|sqlite\+aiosqlite)://", value):
            raise ValueError("must begin with postgresql+asyncpg:// or sqlite+aiosqlite:///")
        return value

    @property
    def trusted_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Where the proxies stand whose word counts."""
        return _networks(self.trusted_proxies)

    @property
    def database(self) -> str:
        """The database's address, whether it was set or not."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data / 'tilbudstrappen.db'}"

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def origin(self) -> str:
        """What browsers say that our pages come from, if the address was set."""
        parts = urlsplit(self.address)
        usual = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
        return f"{parts.scheme}://{parts.netloc.lower().removesuffix(usual)}" if self.address else ""

    @property
    def base(self) -> str:
        """The path below which the site lies, as in /trappen; usually none."""
        return urlsplit(self.address).path

    @property
    def https(self) -> bool:
        """Whether people reach us over https, so that cookies may be kept to it."""
        return self.address.startswith("https://")


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(each.strip()) for each in text.split(",") if each.strip())


def load(**changes: object) -> Settings:
    """The settings from the environment, with what the command line changes. Raises `BadSetting`."""
    settings = _made(changes)
    for name in ("database_url", "oidc_client_secret", "mail_server"):
        if (file := getattr(settings, f"{name}_file")) is not None:
            if getattr(settings, name):
                setting = f"TRAPPE_{name.upper()}"
                raise BadSetting(f"{setting} and {setting}_FILE are both set; one of them is enough.")
            changes[name] = read_private(file)
            settings = _made(changes)
    if settings.secret and settings.secret_file is not None:
        raise BadSetting("TRAPPE_SECRET and TRAPPE_SECRET_FILE are both set; one of them is enough.")
    unknown = sorted(
        name
        for name in os.environ
        if name.startswith("TRAPPE_") and name.removeprefix("TRAPPE_").lower() not in Settings.model_fields
    )
    if unknown:
        raise BadSetting(f"There is no setting {unknown[0]}; README lists them all.")
    if settings.workers > 1 and settings.is_sqlite:
        raise BadSetting(
            "TRAPPE_WORKERS is more than 1, which SQLite does not allow; set TRAPPE_DATABASE_URL to a PostgreSQL."
        )
    if settings.oidc_issuer and not (settings.oidc_client_id and settings.address):
        raise BadSetting("TRAPPE_OIDC_ISSUER needs TRAPPE_OIDC_CLIENT_ID and TRAPPE_ADDRESS as well.")
    if settings.mail_server and not (settings.mail_from and settings.address):
        # Links in mails never begin with what a request calls our host.
        raise BadSetting("TRAPPE_MAIL_SERVER needs TRAPPE_MAIL_FROM and TRAPPE_ADDRESS as well.")
    return settings


def _made(changes: dict[str, object]) -> Settings:
    try:
        return Settings(**{name: value for name, value in changes.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else ""
        what = first["msg"].removeprefix("Value error, ")
        # The value itself is not repeated: it may be a password.
        raise BadSetting(f"TRAPPE_{name} is not usable: {what}.") from None


def read_private(path: Path) -> str:
    """What stands in a file with a secret. Raises `BadSetting`, also for one that others could have written."""
    try:
        if path.stat().st_mode & 0o022:
            raise BadSetting(
                f"Others on this machine may write to {path}; take that from them: chmod go-w {path}"
            )
        return path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise BadSetting(f"The file {path} cannot be read: {why}.") from None
