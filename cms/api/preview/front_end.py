"""Which front end shows the pages of a site."""

from urllib.parse import urlencode

from django.conf import settings

from cms.settings.environment import origin_of


def front_end_of(page):
    """Return the address of the front end that shows `page`, without a slash at its end, or None if there is none.

    A site has its own by its host name in `FRONTEND_URLS`; for all others it is `FRONTEND_URL`.
    """
    site = page.get_site() if settings.FRONTEND_URLS else None
    return settings.FRONTEND_URLS.get(site.hostname if site else "", settings.FRONTEND_URL) or None


def front_end_origins():
    """Return the origins of all front ends, as browsers name them: `https://www.example.com`."""
    urls = [url for url in (settings.FRONTEND_URL, *settings.FRONTEND_URLS.values()) if url]
    return list(dict.fromkeys(origin_of(url) for url in urls))


def preview_address(front_end, draft, **more):
    """Return the address at which `front_end` shows `draft`, with the parameters of wagtail-headless-preview.

    https://github.com/torchbox/wagtail-headless-preview
    """
    parameters = {"content_type": draft.content_type_name, "token": draft.token} | more
    return f"{front_end}{settings.FRONTEND_PREVIEW_PATH}?{urlencode(parameters)}"
