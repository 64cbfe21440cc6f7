"""Logs without personal data, and reports to Sentry.

- `configuration` makes the setting `LOGGING` of production.
- `privacy` decides what of a log record, or of an exception, is kept.
- `request_ids` makes the id of a request, which its log lines and its background tasks have in common.
- `middleware` binds the id, and logs one line for each request.
- `routes` names the URL pattern of a request.
- `sentry` reports errors, if `SENTRY_DSN` is set.
"""
