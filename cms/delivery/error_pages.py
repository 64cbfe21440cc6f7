"""Error handlers of the site: Django's default views without their CSRF decorator.

The decorator reads `request.POST`, so a request body that cannot be parsed would turn every 400 and 404 into a 500.
"""

from inspect import unwrap

from django.views import defaults

bad_request = unwrap(defaults.bad_request)
permission_denied = unwrap(defaults.permission_denied)
page_not_found = unwrap(defaults.page_not_found)
server_error = unwrap(defaults.server_error)
