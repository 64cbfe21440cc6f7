"""Error handlers of the site: Django's default views without their CSRF decorator.

The decorator reads `request.POST`, so a request body that cannot be parsed would turn every 400 and 404 into a 500.
"""

import sys
from inspect import unwrap

from django.views import defaults

from cms.delivery.lost_connections import lost_connection_response

bad_request = unwrap(defaults.bad_request)
permission_denied = unwrap(defaults.permission_denied)
page_not_found = unwrap(defaults.page_not_found)


def server_error(request):
    """Return 503 if a middleware has lost the connection to the database, else 500."""
    return lost_connection_response(request, sys.exception()) or unwrap(defaults.server_error)(request)
