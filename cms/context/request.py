"""The context of the current request: its channel, its audience, a memo and cache hints."""

from collections import defaultdict
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar

from cms.content_stamp.kept import one_generation
from cms.context.cache_hints import CacheHints
from cms.context.channels import Channel


class RequestContext:
    """State of the current request. `current_context()` returns it.

    Args:
        channel: one of `Channel`, or `PREVIEW`.
        audience: a `cms.visibility.Audience`, or None for the sender of `request`.
        request: the HTTP request, if there is one.
        memoizes: whether results are remembered. False for requests that may write.
        for_apps: whether an app reads the response. True for the channel `APPS`, and for a preview by an app.
        cache_hints: the hints to add to (default: new ones).
    """

    def __init__(self, channel, audience=None, *, request=None, memoizes=True, for_apps=False, cache_hints=None):
        self.channel = channel
        self.audience = audience
        self.request = request
        self.for_apps = for_apps or channel == Channel.APPS
        self.cache_hints = cache_hints or CacheHints()
        self._memo = {} if memoizes else None
        self.objects = defaultdict(dict) if memoizes else None
        """Loaded objects by model and id. The value is None for an object that may not be shown."""
        self.announced = defaultdict(set)
        """Ids of objects that the response will show, by model. The first load fetches all of them."""

    @property
    def memoizes(self):
        """Return whether results are remembered."""
        return self._memo is not None

    def memoize(self, key, compute):
        """Return the result of `compute()`, which is called once per request for each `key`."""
        if self._memo is None:
            return compute()
        if key not in self._memo:
            self._memo[key] = compute()
        return self._memo[key]


_NO_REQUEST = RequestContext(Channel.WEBSITE, memoizes=False)
_current = ContextVar("request_context")


def current_context():
    """Return the context of the current request, or one for the website outside of a request."""
    return _current.get(_NO_REQUEST)


def current_channel():
    """Return the channel of the current request: one of `Channel`, or `PREVIEW`."""
    return current_context().channel


def has_context():
    """Return whether a `RequestContext` is in use. Commands and tasks have none."""
    return _current.get(None) is not None


@contextmanager
def use_context(channel, audience=None, **options):
    """Use a new `RequestContext` within the block. `options` are its keyword arguments.

    The cache hints are those of the enclosing context, unless `options` name others.
    """
    outer = _current.get(None)
    context = RequestContext(channel, audience, **{"cache_hints": outer and outer.cache_hints} | options)
    token = _current.set(context)
    try:
        with one_generation() if context.memoizes else nullcontext():
            yield context
    finally:
        _current.reset(token)
