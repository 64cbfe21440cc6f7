"""The WSGI entry point, for a production server."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from cms.settings import environment_file

environment_file.load()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

application = get_wsgi_application()  # sets up Django, which the import below needs

from cms.delivery.lost_connections import retry_after_lost_connection  # noqa: E402
from cms.delivery.metrics import count_requests_of  # noqa: E402
from cms.delivery.rendering_threads import RenderingThreads  # noqa: E402
from cms.delivery.request_headers import refuse_unreadable_headers  # noqa: E402
from cms.delivery.response_cache.application import ResponseCache  # noqa: E402
from cms.health.probes import answer_probes  # noqa: E402
from cms.metrics.server import start_server  # noqa: E402

application = refuse_unreadable_headers(retry_after_lost_connection(application))
_response_cache = ResponseCache(RenderingThreads(application, settings.RENDERING_THREADS))
application = answer_probes(_response_cache)


def _load_plugins():
    """Load the endpoints and blocks of all plugins, so that a faulty plugin stops the server at start-up."""
    from cms.pages.blocks import BodyBlock

    import_module(settings.ROOT_URLCONF)
    BodyBlock()


_load_plugins()
count_requests_of(_response_cache)
start_server()
# The objects that are loaded now live as long as the process. The garbage collector leaves them out from here on: to
# traverse them, it would stop all requests for tenths of a second. https://docs.python.org/3/library/gc.html#gc.freeze
gc.collect()
gc.freeze()
