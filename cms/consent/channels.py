"""Where content is shown. What a patient allows, is allowed for some of these places and not for others."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models


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
    """An answer under way: where it goes, who reads it, and what was found out for it already."""

    def __init__(self, channel, reader=None, remembers=True, for_apps=False):
        self.channel = channel
        self.reader = reader
        self.for_apps = for_apps or channel == Channel.APPS
        """Whether an app reads it. It may read what staff see, too: their preview on a front end elsewhere."""
        self._found = {} if remembers else None
        self.objects = {} if self.for_apps else None
        """What was fetched for it, by model and id. An answer to apps changes nothing that it has fetched."""

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
def showing_on(channel, reader=None, *, for_apps=False):
    """Within this block, what is public is decided for `channel`, and for `reader` (default: everyone).

    A reader is a `cms.pages.public.Reader`. Give `for_apps` where an app reads what is shown to staff.
    """
    token = _current.set(Showing(channel, reader, for_apps=for_apps))
    try:
        yield
    finally:
        _current.reset(token)
