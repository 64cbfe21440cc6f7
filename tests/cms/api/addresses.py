"""The addresses of the API, as the router has them, so that tests visit new ones without being told."""

from django.urls import URLPattern, get_resolver


def addresses(patterns=None, prefix="/"):
    """Return the address of each view under `/api/v2/`, with parameters by name, as in `/api/v2/pages/{pk}/`."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + _template(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found += [route] if route.startswith("/api/v2/") else []
        elif route.startswith("/api") or not route.strip("/"):
            found += addresses(pattern.url_patterns, route)
    return found


def _template(pattern):
    template = str(pattern).removeprefix("^").removesuffix("$")
    for name, converter in pattern.converters.items():
        kind = {"IntConverter": "int", "SlugConverter": "slug", "StringConverter": "str"}.get(
            type(converter).__name__
        )
        template = template.replace(f"<{kind}:{name}>", f"{{{name}}}").replace(f"<{name}>", f"{{{name}}}")
    return template
