"""URLs that are made again and again: Django takes longer to reverse one than to render what it links to."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

from cms.context.request import current_context


def path_of(name, *args):
    """Return `reverse(name, args=args)`. URLs of the project do not depend on the language."""
    prefix, urlconf = current_context().memoize("root of URLs", _root)
    return _path_of(name, args, prefix, urlconf)


def _root():
    return get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF


@lru_cache(maxsize=4096)
def _path_of(name, args, _script_prefix, urlconf):
    return reverse(name, urlconf, args)
