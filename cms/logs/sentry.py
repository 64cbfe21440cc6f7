"""Reports of errors to Sentry, or to a service that speaks its protocol.

A report is made anew of the few parts that cannot contain content: types of exceptions, lines of code, the message of
a record as it is logged, the route and the id of the request. Everything else that the SDK has collected is dropped.
https://docs.sentry.io/platforms/python/configuration/options/
"""

from django.core.exceptions import ImproperlyConfigured

import cms
from cms.logs.privacy import message_of
from cms.logs.request_ids import current_request_id

KEPT = ("event_id", "timestamp", "platform", "level", "logger", "release", "environment", "sdk")
KEPT_OF_EXCEPTIONS = ("type", "module", "mechanism")
KEPT_OF_FRAMES = ("filename", "abs_path", "function", "module", "lineno", "in_app")


def start(dsn):
    """Report errors to `dsn`. Raise ImproperlyConfigured without the package, or for an address that is none."""
    try:
        import sentry_sdk
        from sentry_sdk.integrations.django import DjangoIntegration
        from sentry_sdk.integrations.logging import LoggingIntegration
        from sentry_sdk.utils import BadDsn
    except ImportError as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, and the package sentry-sdk is not installed: pip install 'bay-street[sentry]'."
        ) from error
    try:
        sentry_sdk.init(
            dsn=dsn,
            release=f"bay-street@{cms.__version__}",
            default_integrations=False,
            auto_enabling_integrations=False,
            integrations=[
                DjangoIntegration(middleware_spans=False, signals_spans=False, cache_spans=False),
                LoggingIntegration(level=None),
            ],
            before_send=scrub,
            before_breadcrumb=lambda breadcrumb, hint: None,
            max_breadcrumbs=0,
            include_local_variables=False,
            include_source_context=False,
            max_request_body_size="never",
            traces_sample_rate=None,
            auto_session_tracking=False,
            send_client_reports=False,
            server_name="",
        )
    except BadDsn as error:
        raise ImproperlyConfigured("SENTRY_DSN is not the address of a Sentry project.") from error


def scrub(event, hint):
    """Return the report to send for `event`: what it says about code, and nothing about people or content."""
    report = {name: event[name] for name in KEPT if name in event}
    if record := hint.get("log_record"):
        report["logentry"] = {"message": message_of(record)}
    exceptions = event.get("exception", {}).get("values", [])
    if exceptions:
        report["exception"] = {"values": [_scrub_exception(exception) for exception in exceptions]}
    route = _route_of(event)
    report["tags"] = {
        name: value for name, value in (("request_id", current_request_id()), ("route", route)) if value
    }
    if route:
        report["transaction"] = route
    return report


def _scrub_exception(exception):
    frames = (exception.get("stacktrace") or {}).get("frames", [])
    kept = {name: exception[name] for name in KEPT_OF_EXCEPTIONS if name in exception}
    mechanism = {name: kept["mechanism"].get(name) for name in ("type", "handled")} if kept.get("mechanism") else None
    return kept | {
        "mechanism": mechanism,
        "stacktrace": {"frames": [{name: frame.get(name) for name in KEPT_OF_FRAMES} for frame in frames]},
    }


def _route_of(event):
    """Return the route, unless the SDK took the path for it because no URL pattern matches."""
    is_path = event.get("transaction_info", {}).get("source") == "url"
    return "" if is_path else event.get("transaction", "")
