"""Bodies of requests that are broken, huge, deep, wrong or dangerous. Each is a content type and bytes."""

import io
import json
import struct
import zlib
from urllib.parse import urlencode

from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.testing.factories import jpeg_bytes, pdf_bytes
from tests.cms.page_forms import EMPTY_STANDARD_PAGE
from tests.faults.routes import HOSTILE

BOUNDARY = "boundary7"
FIELDS = (
    *("title", "slug", "summary", "name", "email", "password", "login", "username", "q", "id", "pk", "next", "type"),
    *("collection", "tags", "description", "consent", "reason", "code", "action-publish", "action-submit", "comment"),
    *("body-count", "body-0-type", "body-0-value", "body-0-deleted", "form-TOTAL_FORMS", "comments-TOTAL_FORMS"),
    *(
        "url",
        "page",
        "scopes",
        "expires_at",
        "go_live_at",
        "expire_at",
        "message",
        "new_password1",
        "order",
        "content",
    ),
)
MARKUP = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"


def png(width, height, data=b""):
    """Return a PNG that says that it has `width` and `height`, whatever its data is."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


FILES = (
    ("bomb.png", png(60000, 60000, bytes(1 << 22))),
    ("wide.png", png(2**31 - 1, 1, b"\0")),
    ("broken.png", png(10, 10)),
    ("empty.png", b""),
    ("empty.pdf", b""),
    ("script.svg", MARKUP),
    ("script.jpg", MARKUP),
    ("polyglot.gif", b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)"),
    ("polyglot.jpg", jpeg_bytes() + b"<script>alert(1)</script>"),
    ("leaf.pdf", jpeg_bytes()),
    ("leaf.jpg", pdf_bytes()),
    ("leaf.jpg", jpeg_bytes()),
    ("leaf.pdf", pdf_bytes()),
    ("../../../leaf.jpg", jpeg_bytes()),
    ("leaf\0.jpg", jpeg_bytes()),
    (f"{'l' * 400}.jpg", jpeg_bytes()),
    ("page.html", b"<script>alert(1)</script>"),
    ("leaf", jpeg_bytes()[:100]),
)


def body(random, token):
    """Return a content type and a body by chance. `token` is the one against forged requests, or empty."""
    return random.choice((_form, _form, _page, _multipart, _multipart, _json, _json, _other))(random, token)


def _fields(random, token):
    fields = {random.choice(FIELDS): random.choice((*HOSTILE, "1", "a", "on")) for _ in range(random.randint(0, 8))}
    return fields | {"csrfmiddlewaretoken": token}


def _form(random, token):
    encoded = urlencode(_fields(random, token)).encode()
    if random.random() < 0.05:
        encoded += b"&" + b"&".join(b"a%d=1" % number for number in range(3000))
    charset = random.choice(["", "", "", "; charset=utf-16", "; charset=nonsense", "; charset=\xff", '; charset="'])
    return f"application/x-www-form-urlencoded{charset}", encoded


def _page(random, token):
    """Return the form of a page, with some fields broken."""
    text = random.choice(HOSTILE)
    form = EMPTY_STANDARD_PAGE | {
        "title": "Leaf",
        "slug": f"leaf-{random.randrange(10**6)}",
        "summary": text,
        "body": streamfield([("text", _content_state(random))]),
    }
    data = nested_form_data(form) | {"csrfmiddlewaretoken": token}
    for _ in range(random.randint(0, 3)):
        name = random.choice(list(data))
        if name != "csrfmiddlewaretoken":
            data[name] = random.choice((*HOSTILE, "", "99999999"))
    if random.random() < 0.3:
        data["action-publish"] = "action-publish"
    return "application/x-www-form-urlencoded", urlencode(data).encode()


def _content_state(random):
    """Return what the editor of rich text sends, with an entity that is broken."""
    kind = random.choice(["CLAIM", "LINK", "DOCUMENT", "IMAGE", "EMBED", "CITATION", "claim", "x", None])
    value = random.choice([*HOSTILE, 1, -1, 1.5, None, [], {}])
    entity = {"type": kind, "mutability": "IMMUTABLE", "data": dict.fromkeys(("id", "url", "parentId"), value)}
    ranges = [{"key": 0, "offset": random.choice([0, -1, 99]), "length": random.choice([1, -1, 10**9])}]
    styles = [{"offset": 0, "length": 9, "style": random.choice(["BOLD", "x"])}]
    block = {
        "key": "a",
        "text": random.choice(HOSTILE),
        "type": random.choice(["unstyled", "atomic", "x"]),
        "depth": 0,
    }
    block |= {"entityRanges": ranges, "inlineStyleRanges": styles}
    return random.choice(
        [json.dumps({"blocks": [block], "entityMap": {"0": entity}})] * 4
        + [json.dumps({"blocks": [block], "entityMap": {}}), "{", "null", "[]", '{"blocks": 1}', "[" * 5000]
    )


def _multipart(random, token):
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in _fields(random, token).items()]
    name, content = random.choice(FILES)
    kind = random.choice(["image/jpeg", "image/png", "application/pdf", "text/html", "x", "a" * 300])
    field = random.choice(["file", "file", "files[]", "attachment"])
    parts.append(f'name="{field}"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'.encode() + content)
    joined = b"".join(f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode() + part + b"\r\n" for part in parts)
    joined += f"--{BOUNDARY}--\r\n".encode()
    if random.random() < 0.2:
        joined = joined[: random.randrange(len(joined))]
    boundary = random.choice([BOUNDARY, BOUNDARY, BOUNDARY, BOUNDARY, "other", "", "a" * 300])
    return f"multipart/form-data; boundary={boundary}", joined


def _json(random, token):
    values = (
        *(
            b"{",
            b'{"title": ',
            b"[" * 100_000,
            b'{"a":' * 20_000,
            b"nul",
            b"\xff\xfe{}",
            b'{"a": "\\ud800"}',
            b'"a\\u0000b"',
        ),
        *(b'{"a": NaN}', b'{"a": 1e999}', b"1" * 5000, b"", b"[]", b"{}", b'{"a": "' + b"a" * 3_000_000 + b'"}'),
        json.dumps(
            {random.choice(FIELDS): random.choice(HOSTILE), "fields": {"email": ["x"], "name": {"a": 1}}}
        ).encode(),
        json.dumps({name: random.choice(HOSTILE) for name in FIELDS}).encode(),
    )
    charset = random.choice(["", "", "; charset=utf-7", "; charset=utf-16", "; charset=nonsense"])
    return random.choice(["application/json", "application/merge-patch+json"]) + charset, random.choice(values)


def _other(random, token):
    noise = io.BytesIO(bytes(random.randrange(256) for _ in range(200))).read()
    kinds = ["text/plain", "", "application/xml", "application/octet-stream", "/", "a" * 1000, "image/svg+xml"]
    return random.choice(kinds), random.choice([noise, MARKUP, bytes(1000), b"a" * 3_000_000, b"\r\n\r\n"])
