"""The snapshot of the tables that content types have made.

Each `migrate` writes it. When a content type is gone, models are built from it that keep what there is: without them,
nothing would know which rows belong to a page, and deleting, copying and publishing would fail or lose them.
"""

import json
import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from modelcluster.fields import ParentalKey

OPTIONS = ("null", "unique", "primary_key", "max_length", "max_digits", "decimal_places")
"""What a column needs to be read and written as it is."""


def read(path):
    """Return the snapshot at `path`, a dict by the names of content types, which the first `migrate` writes."""
    try:
        return json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{path} is not what `manage.py migrate` wrote: {error}. Take it from a backup, or delete it and run "
            "`manage.py migrate` with all content types installed."
        ) from error


def write(path, snapshot):
    """Write `snapshot`, all of it or nothing."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(snapshot, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    draft.replace(path)


def forget(path, name):
    """Write the snapshot without the content type `name`."""
    known = read(path)
    if known.pop(name, None):
        write(path, known)


def describe(plugin):
    """Return what is to be recorded of `plugin`, an app whose models are loaded."""
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
        "fields": [_field(one) for one in meta.local_concrete_fields],
    }


def _field(one):
    described = {
        "name": one.name,
        "column": one.column,
        "type": one.get_internal_type(),
        **{option: value for option in OPTIONS if (value := getattr(one, option, None))},
    }
    if one.is_relation:
        described |= {
            "to": one.related_model._meta.label,
            "on_delete": getattr(one.remote_field.on_delete, "__name__", ""),
            "parent_link": bool(one.remote_field.parent_link),
        }
        if isinstance(one, ParentalKey):
            described["parental"] = one.remote_field.get_accessor_name()
    elif isinstance(one, models.JSONField) or one.get_internal_type() == "JSONField":
        described["field"] = f"{type(one).__module__}.{type(one).__qualname__}"
    return described
