"""URLs of the front ends."""

from urllib.parse import urlencode

from django.conf import settings

from cms.settings.environment import origin_of


def front_end_url(page):
    """Return the base URL of the front end of `page`, without a trailing slash, or None.

    `FRONTEND_URLS` contains front ends by hostname of their site. The default is `FRONTEND_URL`.
    """
    site = page.get_site() if settings.FRONTEND_URLS else None
    return settings.FRONTEND_URLS.get(site.hostname if site else "", settings.FRONTEND_URL) or None


def front_end_origins():
    """Return the origins of all front ends, such as `https://www.example.com`."""
    urls = [url for url in (settings.FRONTEND_URL, *settings.FRONTEND_URLS.values()) if url]
    return list(dict.fromkeys(origin_of(url) for url in urls))


def preview_url(front_end, draft, **extra):
    """Return the URL at which `front_end` previews `draft`, with the parameters of wagtail-headless-preview.

    https://github.com/torchbox/wagtail-headless-preview
    """
    parameters = {"content_type": draft.content_type_name, "token": draft.token} | extra
    return f"{front_end}{settings.FRONTEND_PREVIEW_PATH}?{urlencode(parameters)}"
