"""The logging of production: one line for each record, as JSON or as text, without personal data."""

import structlog

from cms.logs.privacy import exception_lines, is_own, message_of

FIELDS = {"method", "route", "ids", "status", "milliseconds", "user_id"}
"""Fields of records, given as `extra`, that are logged. Others, such as Django's `request`, may be anything."""


def logging_settings(form, level):
    """Return the setting `LOGGING`.

    Args:
        form: `json` or `text`.
        level: the lowest level of records of the core, such as `INFO`. Of other packages, warnings and errors are
            logged.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "cms.logs.configuration.formatter", "form": form}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "cms": {"level": level},
            # Without the handlers of Django, one of which mails whole requests.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }


def formatter(form):
    """Return the formatter of `logging` for `form`, which is `json` or `text`."""
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else _as_text
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ExtraAdder(allow=FIELDS),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[_without_personal_data, structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        use_get_message=False,
        pass_foreign_args=True,
    )


def _without_personal_data(logger, name, event):
    record, exc_info = event["_record"], event.pop("exc_info", None)
    record.args = event.pop("positional_args", ())
    event["event"] = message_of(record)
    record.args = ()  # the line that is made of the event has no arguments
    if not is_own(record):
        event["where"] = f"{record.filename}:{record.lineno}"
    if hasattr(record, "status_code"):
        event.setdefault("status", record.status_code)
    if exc_info and exc_info[1]:
        event["exception"] = exception_lines(exc_info[1])
    event.pop("stack_info", None)
    return event


def _as_text(logger, name, event):
    first = [event.pop("timestamp"), event.pop("level").upper(), event.pop("logger"), event.pop("event")]
    exception = event.pop("exception", "")
    fields = [f"{key}={value}" for key, value in event.items()]
    return " ".join([*first, *fields]) + (f"\n{exception}" if exception else "")
