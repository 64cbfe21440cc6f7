"""Where content is shown. What a patient allows, is allowed for some of these places and not for others."""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models

from .hints import AnswerNotes


class Channel(models.TextChoices):
    """A place where content is shown.

    A new one needs a member here and a field `on_<value>` on `Consent`, false by default: who signed before a
    channel was there did not allow it.
    """

    WEBSITE = "website", "the website"
    APPS = "apps", "apps that read the API"


STAFF = "staff"
"""No channel: a preview, which shows staff what they are about to publish."""


class Showing:
    """The state of the answer under way: its channel, its reader, a memo, and hints for caches."""

    def __init__(self, channel, reader=None, *, request=None, remembers=True, for_apps=False, notes=None):
        self.channel = channel
        self.reader = reader
        """The reader of the answer, or None for the sender of `request`."""
        self.request = request
        self.for_apps = for_apps or channel == Channel.APPS
        """Whether an app reads it. It may read what staff see, too: their preview on a front end elsewhere."""
        self.notes = notes or AnswerNotes()
        self._found = {} if remembers else None
        self.objects = defaultdict(dict) if remembers else None
        """The objects that were fetched for it, by model and id: None for one that may not be shown."""
        self.announced = defaultdict(set)
        """The ids of the objects that it will show, by model: they are fetched together with the first of them."""

    @property
    def remembers(self):
        """Whether it keeps what was found out. It does not while a request may write."""
        return self._found is not None

    def remember(self, key, find_out):
        """Return what `find_out()` returns, asked once in an answer."""
        if self._found is None:
            return find_out()
        if key not in self._found:
            self._found[key] = find_out()
        return self._found[key]


_NO_ANSWER = Showing(Channel.WEBSITE, remembers=False)
_current = ContextVar("showing")


def showing():
    """Return the answer under way. Where there is none, as in a command, it goes to the website."""
    return _current.get(_NO_ANSWER)


def current_channel():
    """Return the channel that the answer under way goes to: one of `Channel`, or `STAFF`."""
    return showing().channel


@contextmanager
def showing_on(channel, reader=None, **options):
    """Within this block, what is public is decided for `channel`, and for `reader` (default: everyone).

    A reader is a `cms.visibility.Reader`. `options` are those of `Showing`. The hints for caches are those of the
    answer that the block is a part of.
    """
    outer = _current.get(None)
    token = _current.set(Showing(channel, reader, **{"notes": outer and outer.notes} | options))
    try:
        yield showing()
    finally:
        _current.reset(token)
