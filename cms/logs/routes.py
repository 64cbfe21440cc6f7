"""Names of URL patterns, in place of paths: a path may contain what a visitor typed, or a secret."""

from uuid import UUID

UNKNOWN = "unknown"


def route_of(request):
    """Return the name of the URL pattern of `request`, or `UNKNOWN` if its path matches none. There are few names."""
    match = request.resolver_match
    return match.view_name if match else UNKNOWN


def ids_of(request):
    """Return the ids in the path of `request` as a dict: the numbers and UUIDs among the values of its pattern."""
    match = request.resolver_match
    values = match.captured_kwargs if match else {}
    return {name: str(value) for name, value in values.items() if isinstance(value, int | UUID)}
