"""Invitations by mail, with a real mail server on loopback: what arrives, and what is said when nothing does."""

import asyncio
import email
import html
import re
import ssl
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC
from email.message import EmailMessage
from email.policy import SMTP as AS_SENT
from pathlib import Path
from typing import Any

import httpx2
import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from structlog.testing import capture_logs

from app import mailing
from app.mail_server import MailServer, parse
from app.mailing import Mailing, NotSent
from board.refusals import Refused
from tests.app.members import member, space
from tests.app.site import Site, one, running

ADDRESS = "http://trappen.kommune.dk"
SENDER = "trappen@kommune.dk"


class Post:
    """A mail server's decisions, and what it took."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.who: list[Any] = []
        self.says = ""  # to whatever it is asked to deliver to; empty: takes it

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.says:
            return self.says
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        self.who.append((session.authenticated, session.ssl is not None))
        return "250 OK"

    def mail(self) -> EmailMessage:
        """The only one that came."""
        (envelope,) = self.taken
        assert isinstance(envelope.content, bytes)
        read = email.message_from_bytes(envelope.content, policy=AS_SENT)
        assert isinstance(read, EmailMessage)
        return read


class Silent(asyncio.Protocol):
    """Listens, and says nothing."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport


@asynccontextmanager
async def listening(made: Callable[[], asyncio.BaseProtocol], host: str = "127.0.0.1") -> AsyncIterator[int]:
    """The port of a server that lasts as long as the block."""
    came: list[Any] = []

    def kept() -> asyncio.BaseProtocol:
        came.append(made())
        return came[-1]  # type: ignore[no-any-return]

    server = await asyncio.get_running_loop().create_server(kept, host, 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for one in came:
            if one.transport is not None:
                one.transport.close()


def server_of(post: Post, **options: Any) -> SMTP:
    """One connection of a mail server, in the test's own loop."""
    return SMTP(post, hostname="mail.test", loop=asyncio.get_running_loop(), **options)


@pytest.fixture
async def post() -> Post:
    return Post()


@pytest.fixture
async def port(post: Post) -> AsyncIterator[int]:
    async with listening(lambda: server_of(post)) as port:
        yield port


@pytest.fixture
async def site(tmp_path: Path, port: int) -> AsyncIterator[Site]:
    """Where mails are sent."""
    set_up = {"mail_server": f"smtp://127.0.0.1:{port}", "mail_from": SENDER, "address": ADDRESS}
    async with running(tmp_path, **set_up) as site:
        yield site


@pytest.fixture
def mails(site: Site) -> Mailing:
    assert site.parts.mailing is not None
    return site.parts.mailing


@pytest.fixture
async def bo(site: Site) -> httpx2.AsyncClient:
    """An administrator of Holbæk, whose pages this browser's addresses begin with."""
    holbaek = await space(site, "Holbæk")
    bo = await member(site, "Bo", **{holbaek: "administrator"})
    bo.base_url = httpx2.URL(f"{site.address}/spaces/{holbaek}")
    return bo


def sender(port: int, host: str = "127.0.0.1", **changes: Any) -> Mailing:
    server = MailServer(host, port, "", "", "plain")._replace(**changes)
    return Mailing(server, SENDER, ADDRESS, lambda: 0.0)


async def invites(bo: httpx2.AsyncClient, to: str = "cleo@kommune.dk", **headers: str) -> str:
    made = await bo.post("/invitations", data={"email": to, "role": "consultant"}, headers=headers)
    assert made.status_code == 200
    return made.text


async def test_an_invitation_arrives_in_both_languages_with_the_link_that_the_page_shows(
    bo: httpx2.AsyncClient, post: Post
) -> None:
    page = await invites(bo, " Cleo@Kommune.dk ", host="evil.example", origin=ADDRESS)
    assert "Sendt til Cleo@Kommune.dk" in page
    link = one(r'id="made-link">([^<]+)<', page)
    assert link.startswith(f"{ADDRESS}/invited/")
    mail, (envelope,) = post.mail(), post.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, ["cleo@kommune.dk"])
    assert (mail["from"], mail["to"]) == (f"Tilbudstrappen <{SENDER}>", "cleo@kommune.dk")
    assert mail["subject"] == "Invitation til Tilbudstrappen"
    assert abs(mail["date"].datetime.replace(tzinfo=UTC).timestamp() - time.time()) < 3600
    assert mail["message-id"].endswith("@kommune.dk>")
    assert mail.get_content_type() == "text/plain"
    danish, english = mail.get_content().split("—")
    assert "Bo inviterer dig til Holbæk." in danish
    assert "Konsulent" in danish
    assert "Bo invites you to Holbæk." in english
    assert not re.search("[æøå]", english.replace("Holbæk", ""))
    for half in (danish, english):
        assert re.findall(r"\S+://\S+", half) == [link]


async def test_what_somebody_is_called_ends_no_line_of_a_mail(post: Post, port: int) -> None:
    typed = "Hej\r\nBcc: eve@evil.example\r\n\r\n<b>\u2028Køb\x00 nu"
    await sender(port).send("cleo@kommune.dk", typed, "æøå\r\n.\r\nMAIL FROM:<eve@evil.example>\r\n")
    (envelope,) = post.taken
    assert envelope.rcpt_tos == ["cleo@kommune.dk"]
    assert post.mail()["subject"] == "Hej Bcc: eve@evil.example <b> Køb nu"
    assert post.mail()["bcc"] is None
    assert post.mail().get_content().splitlines() == ["æøå", ".", "MAIL FROM:<eve@evil.example>"]


@pytest.mark.parametrize(
    "to",
    [
        "cleo@kommune.dk\r\nBcc: eve@evil.example",
        "cleo@kommune.dk, eve@evil.example",
        "Cleo <cleo@kommune.dk>",
        "cleo@kommune.dk>\r\nRCPT TO:<eve@evil.example",
        "",
    ],
)
async def test_what_is_not_one_address_is_refused(post: Post, port: int, to: str) -> None:
    with pytest.raises(Refused):
        await sender(port).send(to, "Hej", "Hej")
    assert post.taken == []


@pytest.mark.parametrize("name", ["=?utf-8?q?a=0D=0ABcc=3A_eve=40evil.example?=", "a..b", "bø"])
async def test_an_address_that_cannot_be_written_in_a_header_is_not_sent_to(
    post: Post, port: int, name: str
) -> None:
    with pytest.raises(NotSent):
        await sender(port).send(f"{name}@kommune.dk", "Hej", "Hej")
    assert post.taken == []


async def test_a_mail_server_that_refuses_or_is_away_leaves_the_link_and_a_plain_sentence(
    bo: httpx2.AsyncClient, post: Post
) -> None:
    logged: list[Any] = []
    for says, told in (
        ("550 5.1.1 <cleo@kommune.dk> no such hunter2", "tog ikke imod adressen"),
        ("451 4.7.1 <cleo@kommune.dk> later, hunter2", "Mailen kunne ikke sendes."),
        ("", "Sendt til"),
    ):
        post.says = says
        with capture_logs() as lines:
            page = html.unescape(await invites(bo))
        logged += [line for line in lines if line["event"] == "mail was not sent"]
        assert told in page
        assert f"{ADDRESS}/invited/" in page
        assert "hunter2" not in page
    assert [line["why"] for line in logged] == ["SMTPRecipientsRefused"] * 2
    assert not re.search("cleo|hunter2", str(logged))


async def test_who_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "WITHIN", 0.2)
    async with listening(Silent) as silent:
        slow = sender(silent)
        sent = [slow.send("cleo@kommune.dk", "Hej", "Hej") for _ in range(2 * mailing.AT_ONCE)]
        ended = await asyncio.gather(*sent, return_exceptions=True)
    assert [type(one) for one in ended] == [NotSent] * len(ended)
    with pytest.raises(NotSent):
        await sender(silent).send("cleo@kommune.dk", "Hej", "Hej")  # nobody is there any more


def test_an_account_sends_a_class_of_invitations_and_then_one_a_minute() -> None:
    seconds = 0.0
    pace = Mailing(parse("smtp://localhost"), SENDER, ADDRESS, lambda: seconds)
    assert [pace.left("bo").take() for _ in range(31)] == [*[True] * 30, False]
    assert pace.left("cleo").take()
    seconds = 60.0
    assert [pace.left("bo").take() for _ in range(2)] == [True, False]


async def test_who_has_sent_many_still_has_the_link(
    bo: httpx2.AsyncClient, post: Post, mails: Mailing
) -> None:
    while mails.left("bo").take():
        pass
    page = await invites(bo)
    assert "mange invitationer på kort tid" in page
    assert f"{ADDRESS}/invited/" in page
    assert post.taken == []


async def test_without_an_address_nothing_is_sent(bo: httpx2.AsyncClient, post: Post) -> None:
    page = await invites(bo, "")
    assert "Invitationen er klar" in page
    assert post.taken == []


@pytest.fixture
def context(tmp_path: Path) -> ssl.SSLContext:
    """Of a server with the certificate cert.pem, for 127.0.0.1."""
    make = ["openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    named = ["-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([*make, *named, *files], cwd=tmp_path, capture_output=True, check=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    return context


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
async def test_starttls_is_demanded_and_the_password_is_told_to_nobody_else(
    post: Post, context: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Any] = []

    def knows(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        tried.append(data)
        return AuthResult(success=data == LoginPassword(b"ada", b"p@ss"), handled=False)

    def upright() -> SMTP:
        return server_of(
            post, tls_context=context, require_starttls=True, auth_required=True, authenticator=knows
        )

    def stripped() -> SMTP:  # as by somebody between, who takes STARTTLS out of what is offered
        return server_of(post, auth_required=True, auth_require_tls=False, authenticator=knows)

    to_whom = parse("smtp://ada:p%40ss@mail.kommune.dk")._replace(host="127.0.0.1")
    async with listening(upright) as port, listening(stripped) as plain:
        for there in (port, plain):  # the first one's certificate is trusted by nobody yet
            with pytest.raises(NotSent):
                await sender(**to_whom._replace(port=there)._asdict()).send("cleo@kommune.dk", "Hej", "Hej")
        assert (tried, post.taken) == ([], [])
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        await sender(**to_whom._replace(port=port)._asdict()).send("cleo@kommune.dk", "Hej", "Hej")
    assert post.who == [(True, True)]


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("smtp://a%40b:p%2Fs@mail.kommune.dk", MailServer("mail.kommune.dk", 587, "a@b", "p/s", "starttls")),
        ("smtps://mail.kommune.dk", MailServer("mail.kommune.dk", 465, "", "", "tls")),
        ("smtp+plain://relay:2525/", MailServer("relay", 2525, "", "", "plain")),
        ("smtp://[::1]:25", MailServer("::1", 25, "", "", "plain")),
        ("smtp://localhost.evil.example", MailServer("localhost.evil.example", 587, "", "", "starttls")),
    ],
)
def test_nothing_goes_unencrypted_but_to_this_machine_or_as_was_said(text: str, server: MailServer) -> None:
    assert parse(text) == server
