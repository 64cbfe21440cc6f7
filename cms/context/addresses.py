"""URLs that are made again and again: Django takes longer to reverse one than to render what it links to."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def path_of(name, *args):
    """Return `reverse(name, args=args)`. URLs of the project do not depend on the language."""
    return _path_of(name, args, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=4096)
def _path_of(name, args, _script_prefix, urlconf):
    return reverse(name, urlconf, args)
