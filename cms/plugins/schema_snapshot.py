"""The schema snapshot: a JSON file that describes the tables of all content types.

`migrate` writes it. If a content type is not installed any more, placeholder models are built from it. Without them,
Django would not know which rows belong to a page, and deleting pages would fail or leave rows behind.
"""

import json
import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from modelcluster.fields import ParentalKey

OPTIONS = ("null", "unique", "primary_key", "max_length", "max_digits", "decimal_places")
"""Field options that are needed to read and write a column unchanged."""


def read(path):
    """Return the snapshot at `path`, a dict by content type, or {} if the file does not exist yet.

    Raise ImproperlyConfigured if the file is invalid.
    """
    try:
        return json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{path} is not a valid snapshot: {error}. Take it from a backup, or delete it and run "
            "`manage.py migrate` with all content types installed."
        ) from error


def write(path, snapshot):
    """Write `snapshot` to `path` atomically."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_text(json.dumps(snapshot, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    temporary.replace(path)


def remove(path, name):
    """Remove the content type `name` from the snapshot at `path`."""
    snapshot = read(path)
    if snapshot.pop(name, None):
        write(path, snapshot)


def describe(plugin):
    """Return the snapshot of `plugin`, an app whose models are loaded."""
    return {
        "verbose_name": str(plugin.verbose_name),
        "version": plugin.version,
        "models": [
            _model(model)
            for model in plugin.get_models(include_auto_created=True)
            if model._meta.can_migrate("default")
        ],
    }


def _model(model):
    meta = model._meta
    return {
        "name": model.__name__,
        "verbose_name": str(meta.verbose_name),
        "table": meta.db_table,
        "parents": [parent._meta.label for parent in meta.parents],
        "fields": [_field(field) for field in meta.local_concrete_fields],
    }


def _field(field):
    described = {
        "name": field.name,
        "column": field.column,
        "type": field.get_internal_type(),
        **{option: value for option in OPTIONS if (value := getattr(field, option, None))},
    }
    if field.is_relation:
        described |= {
            "to": field.related_model._meta.label,
            "on_delete": getattr(field.remote_field.on_delete, "__name__", ""),
            "parent_link": bool(field.remote_field.parent_link),
        }
        if isinstance(field, ParentalKey):
            described["parental"] = field.remote_field.get_accessor_name()
    elif isinstance(field, models.JSONField) or field.get_internal_type() == "JSONField":
        described["field"] = f"{type(field).__module__}.{type(field).__qualname__}"
    return described
