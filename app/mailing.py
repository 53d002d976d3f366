"""Mail: handed over to the server that was set, in bounded time and a bounded number at once."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

import aiosmtplib
import structlog

from app.buckets import Bucket, Buckets
from app.mail_server import MailServer
from sessions.emails import clean_email

WITHIN = 10.0  # seconds, with the wait for a turn: somebody looks at the page meanwhile
AT_ONCE = 4  # a mail server that is asked for more begins to refuse
TAKE_LEAVE_WITHIN = 1.0  # seconds; the mail is on its way already
SENDER = "Tilbudstrappen"

_log = structlog.get_logger(__name__)


class NotSent(Exception):
    """The mail was not handed over. `is_address`: the server takes none to this address, now or later."""

    def __init__(self, *, is_address: bool = False) -> None:
        super().__init__()
        self.is_address = is_address


class Mailing:
    """The way to one mail server. `address` is the site's own, which the links in mails begin with: what a request
    calls our host leads wherever its sender likes, and a mail carries that to somebody else.
    """

    MANY = 30  # invitations by one account at once: a class of new people
    EACH = 60.0  # seconds until there is one more

    def __init__(
        self, server: MailServer, sender: str, address: str, clock: Callable[[], float], workers: int = 1
    ) -> None:
        self.address = address
        self._server, self._sender = server, sender
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._buckets = Buckets(clock)
        self._rate, self._size = 1 / self.EACH / workers, max(1.0, self.MANY / workers)

    def left(self, account_id: str) -> Bucket:
        """The mails that an account may still send: our server writes to whomever it names."""
        return self._buckets.of(account_id, self._rate, self._size)

    async def send(self, to: str, subject: str, text: str) -> None:
        """Hand over a mail of plain text. Raises `Refused` for what is no address, and `NotSent`."""
        recipient = clean_email(to)
        try:
            message = self._written(recipient, subject, text)
            async with asyncio.timeout(WITHIN), self._turns:
                await self._hand_over(message, recipient)
        except (aiosmtplib.SMTPException, OSError, ValueError) as trouble:
            # Neither whom it was for nor what the server said: that repeats the address.
            code = getattr(trouble, "code", None)
            _log.warning("mail was not sent", why=type(trouble).__name__, code=code)
            raise NotSent(is_address=_is_address(trouble)) from None

    def _written(self, recipient: str, subject: str, text: str) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = Address(SENDER, addr_spec=self._sender)
        message["To"] = Address(addr_spec=recipient)
        message["Subject"] = one_line(subject)
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self._sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"  # no “I am on holiday” in return
        message.set_content(text, cte="quoted-printable")
        return message

    async def _hand_over(self, message: EmailMessage, recipient: str) -> None:
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            use_tls=server.wrapping == "tls",
            start_tls=server.wrapping == "starttls",
            local_hostname=self._sender.rpartition("@")[2],  # looking up our own may take seconds
            timeout=WITHIN,
        )
        try:
            await client.connect()
            await client.send_message(message, sender=self._sender, recipients=[recipient])
            with suppress(aiosmtplib.SMTPException, OSError):
                async with asyncio.timeout(TAKE_LEAVE_WITHIN):
                    await client.quit()
        finally:
            client.close()


def one_line(text: str) -> str:
    """What somebody typed, where a line may not end: in a header, or in a sentence."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _is_address(trouble: Exception) -> bool:
    # 4xx is “not now”, as from a server that lets strangers try again in some minutes.
    return isinstance(trouble, aiosmtplib.SMTPRecipientsRefused) and all(
        one.code >= 500 for one in trouble.recipients
    )
