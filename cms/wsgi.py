"""The WSGI entry point, for a production server."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

application = get_wsgi_application()  # sets up Django, which the next import needs

from cms.delivery.request_headers import refuse_unreadable_headers  # noqa: E402

application = refuse_unreadable_headers(application)


def _load_what_plugins_offer():
    """A plugin whose endpoints or blocks cannot be used stops the start here, rather than fails each request."""
    from cms.pages.blocks import BodyBlock

    import_module(settings.ROOT_URLCONF)
    BodyBlock()


_load_what_plugins_offer()
