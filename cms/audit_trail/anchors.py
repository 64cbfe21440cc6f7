"""Anchors: the newest hash, in a file outside the database.

Who can write to the database can delete the newest entries, or compute all hashes anew. Neither agrees with an anchor
that was written before. Each anchor is a line of its time, the number of the entry, and its hash; it is logged, too.
"""

import logging
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from cms.audit_trail import chain

_LINE = re.compile(r"(\S+) ([1-9][0-9]*) ([0-9a-f]{64})")
_logger = logging.getLogger(__name__)


class InvalidAnchorError(ValueError):
    """A line of the file is no anchor. The message names the line."""


@dataclass(frozen=True)
class Anchor:
    """The number and hash of the newest entry at a time."""

    at: str
    sequence: int
    hash: str


def write_anchor():
    """Chain what is not chained, and append an anchor to the file, unless the last one is still the newest."""
    chain.seal()
    sequence, newest = chain.last_link()
    path = Path(settings.AUDIT_ANCHORS)
    if not sequence or any(anchor.hash == newest for anchor in read_anchors(path)[-1:]):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    at = timezone.now().isoformat(timespec="seconds")
    with path.open("a", encoding="ascii") as file:
        file.write(f"{at} {sequence} {newest}\n")
    _logger.info("Anchor of the audit trail: %s %s %s", at, sequence, newest)


def read_anchors(path):
    """Return the anchors in the file `path`, in its order. There are none if there is no file.

    Raises:
        InvalidAnchorError: a line is malformed.
    """
    path = Path(path)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    anchors = []
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        if not match:
            raise InvalidAnchorError(
                f"Line {number} of {path} is no anchor: it was changed, or not written completely."
            )
        anchors.append(Anchor(match[1], int(match[2]), match[3]))
    return anchors
