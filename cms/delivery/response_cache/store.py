"""The memory of the response cache, which is bounded."""

import threading
from dataclasses import dataclass, field

from cms.delivery.http import negotiation
from cms.delivery.media.files import SentFile

OVERHEAD = 1000
"""In bytes: about what an entry, or a request that is remembered, takes beside its texts."""
LARGEST_PART = 8
"""A response that is larger than this part of the memory is not stored."""
NEW_PART = 4
"""The part of the memory for responses that were asked for once."""
REQUESTS_PER_ENTRY = 50
"""How many spellings of requests for an entry are remembered. The others take a little longer."""
MAX_UNCACHEABLE = 10_000
"""Maximum number of remembered keys of responses that may not be stored."""
LONGEST_UNCACHEABLE = 500
"""Maximum length of such a key, in characters. Longer keys are not remembered."""
VARIABLE_HEADERS = {"content-encoding", "content-length", "etag", "x-request-id"}
"""Headers that are not stored: they depend on the content coding, or on the request."""


@dataclass(slots=True, eq=False)
class Entry:
    """A stored response."""

    key: tuple
    headers: list
    """Without `VARIABLE_HEADERS`."""
    body: bytes = b""
    size: int = 0
    ends_with_consent: bool = False
    """Whether it shows a patient or a claim, so that it is not sent while the database is away."""
    is_new: bool = True
    was_used: bool = False
    """Whether it was asked for again since it was stored or last spared."""
    answers: dict = field(default_factory=dict)
    requests: list = field(default_factory=list)

    def __post_init__(self):
        self.headers = [header for header in self.headers if header[0].lower() not in VARIABLE_HEADERS]

    def answer(self, accept_encoding, if_none_match):
        """Return the `Answer` for these request headers, or None if no supported coding is acceptable."""
        coding = negotiation.choose_encoding(accept_encoding, len(self.body))
        if coding is None:
            return None
        etag = negotiation.etag_of(self.body, coding)
        is_not_modified = bool(if_none_match) and negotiation.is_not_modified(if_none_match, etag)
        if (coding, is_not_modified) not in self.answers:
            self.answers[coding, is_not_modified] = self._make_answer(coding, etag, is_not_modified)
        return self.answers[coding, is_not_modified]

    def _make_answer(self, coding, etag, is_not_modified):
        headers = [*self.headers, ("ETag", etag)]
        if is_not_modified:
            return self._not_modified(headers)
        body = negotiation.encode(self.body, coding)
        if coding != negotiation.IDENTITY:
            headers.append(("Content-Encoding", coding))
        return Answer("200 OK", [*headers, ("Content-Length", str(len(body)))], body, self)

    def _not_modified(self, headers):
        return Answer("304 Not Modified", [item for item in headers if item[0].lower() != "content-type"], b"", self)


@dataclass(slots=True, eq=False)
class FileEntry(Entry):
    """The stored headers of a response whose body is a file. The file is read for each request."""

    file: SentFile = None

    def answer(self, accept_encoding, if_none_match):
        if not self.file.path:  # the web server sends the file, and handles If-None-Match
            return Answer("200 OK", [*self.headers, ("Content-Length", "0")], b"", self)
        headers = [*self.headers, ("ETag", self.file.etag)]
        if if_none_match and negotiation.is_not_modified(if_none_match, self.file.etag):
            return self._not_modified(headers)
        return Answer("200 OK", headers, b"", self, self.file.path)


@dataclass(slots=True, frozen=True, eq=False)
class Answer:
    """The response for an entry in one content coding: 200, or 304 for a client whose copy is current."""

    status: str
    headers: list
    body: bytes
    entry: Entry
    path: str | None = None
    """The path of the file that is the body."""


class Store:
    """The stored responses of one generation of content.

    New responses enter a part of their own, a quarter of the memory. When that is full, its oldest response moves to
    the main part if it was asked for again, and is dropped otherwise. The main part drops the oldest one that was not
    asked for since its last turn. So requests that come once, however many, cannot displace what is asked for often.
    """

    def __init__(self, generation, max_bytes):
        self.generation = generation
        self.answers = {}
        """Answers by the parts of a request, word by word."""
        self.renderings = {}
        """The renderings in progress, by key."""
        self.uncacheable = set()
        """Keys of responses that may not be stored."""
        self._entries = {}
        self._new = _Part(max_bytes // NEW_PART)
        self._main = _Part(max_bytes - max_bytes // NEW_PART)
        self._largest = max_bytes // LARGEST_PART
        self._lock = threading.Lock()

    def get(self, key):
        """Return the `Entry` for the key of a request, or None."""
        return self._entries.get(key)

    def note_uncacheable(self, key):
        """Remember that the response for `key` may not be stored, so that no request waits for it."""
        if len(self.uncacheable) < MAX_UNCACHEABLE and _length(key) < LONGEST_UNCACHEABLE:
            self.uncacheable.add(key)

    def put(self, entry):
        """Store a response unless it is too large, and return it."""
        if len(entry.body) <= self._largest:
            with self._lock:
                self._entries[entry.key] = entry
                self._new.add(entry, OVERHEAD + _length(entry.key) + len(entry.body))
                self._make_room()
        return entry

    def remember(self, request, answer):
        """Store the answer to requests with exactly these parts: `request` is the result of `parts_of`."""
        entry = answer.entry
        with self._lock:
            if self._entries.get(entry.key) is not entry or len(entry.requests) >= REQUESTS_PER_ENTRY:
                return
            size = OVERHEAD + _length(request)
            if all(other.body is not answer.body for other in map(self.answers.get, entry.requests) if other):
                size += len(answer.body)
            entry.requests.append(request)
            self.answers[request] = answer
            (self._new if entry.is_new else self._main).grow(entry, size)
            self._make_room()

    def _make_room(self):
        for part in (self._new, self._main):
            while part.is_full:
                entry = part.remove_oldest()
                if entry.was_used:
                    entry.was_used = entry.is_new = False
                    self._main.add(entry, entry.size)
                else:
                    del self._entries[entry.key]
                    for request in entry.requests:
                        self.answers.pop(request, None)


def _length(texts):
    return sum(len(text) for text in texts if text)


class _Part:
    """A queue of entries, oldest first, with a limit to their size in bytes."""

    def __init__(self, max_bytes):
        self._entries = {}
        self._bytes = 0
        self._max_bytes = max_bytes

    @property
    def is_full(self):
        return self._bytes > self._max_bytes

    def add(self, entry, size):
        self._entries[entry] = None
        entry.size = size
        self._bytes += size

    def grow(self, entry, size):
        entry.size += size
        self._bytes += size

    def remove_oldest(self):
        entry = next(iter(self._entries))
        del self._entries[entry]
        self._bytes -= entry.size
        return entry
