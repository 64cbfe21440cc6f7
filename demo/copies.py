"""Copy the rows of pages many times, for measurements: saving each copy would take hours."""

import uuid
from collections import defaultdict
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex

CHUNK = 500


def copy_pages(sources, count, on_progress):
    """Make `count` copies of the pages `sources` in turn, each beside its source, live and with its references.

    Copies have no revisions, and are not in the search index. `on_progress` is called with the number made so far.
    """
    sources = [Source(page) for page in sources]
    parents = {source.parent.pk: source.parent for source in sources}
    steps = {pk: _last_step(parent) for pk, parent in parents.items()}
    next_id = Page.objects.aggregate(last=Max("pk"))["last"] + 1
    for start in range(0, count, CHUNK):
        rows = defaultdict(list)
        for number in range(start, min(start + CHUNK, count)):
            source = sources[number % len(sources)]
            steps[source.parent.pk] += 1
            source.add_rows(rows, next_id + number, steps[source.parent.pk])
        with transaction.atomic():
            for (table, columns), values in rows.items():
                _insert(table, columns, values)
            for pk, step in steps.items():
                Page.objects.filter(pk=pk).update(numchild=step)
        on_progress(min(start + CHUNK, count))
    _reset_sequences()


class Source:
    """A page whose rows are copied: of its tables, of its child objects, and of the reference index."""

    def __init__(self, page):
        self.page = page
        self.parent = page.get_parent()
        models = [model for model in [*page._meta.get_parent_list(), type(page)] if not model._meta.abstract]
        self._own = [_row(model, pk=page.pk) for model in models]
        children = [field for field in page._meta.related_objects if isinstance(field.field, ParentalKey)]
        self._children = [
            (child.field, row)
            for child in children
            for row in _rows(child.related_model, **{child.field.name: page.pk})
        ]
        base = ContentType.objects.get_for_model(Page)
        self._references = _rows(ReferenceIndex, base_content_type=base, object_id=str(page.pk))

    def add_rows(self, rows, pk, step):
        """Add the rows of a copy with the id `pk`, the child number `step` of the parent, to `rows` by table."""
        page, slug = self.page, f"{self.page.slug[:200]}-{pk}"
        published_at = page.first_published_at or timezone.now()
        changed = {
            "id": pk,
            "path": Page._get_path(self.parent.path, page.depth, step),
            "numchild": 0,
            "slug": slug,
            "url_path": f"{self.parent.url_path}{slug}/",
            "title": f"{page.title[:200]} {pk}",
            "draft_title": f"{page.title[:200]} {pk}",
            "translation_key": _database_value("translation_key", uuid.uuid4()),
            "latest_revision_id": None,
            "live_revision_id": None,
            "first_published_at": _database_value("first_published_at", published_at - timedelta(minutes=pk)),
        }
        for model, row in self._own:
            if model is Page:
                row = row | {name: value for name, value in changed.items() if name in row}
            else:
                row = row | {model._meta.pk.column: pk}
            _add(rows, model, row)
        for field, (model, row) in self._children:
            _add(rows, model, _without_key(model, row) | {field.column: pk})
        for model, row in self._references:
            _add(rows, model, _without_key(model, row) | {"object_id": str(pk)})


def _row(model, **lookup):
    [row] = _rows(model, **lookup)
    return row


def _rows(model, **lookup):
    """Return model and row, as the database has it, for each object of `model` itself."""
    table = model._meta.db_table
    keys = list(model._base_manager.filter(**lookup).values_list("pk", flat=True))
    found = []
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute(f"SELECT * FROM {_quoted(table)} WHERE {_quoted(model._meta.pk.column)} = %s", [key])  # noqa: S608
            names = [column[0] for column in cursor.description]
            found.append((model, dict(zip(names, map(_plain, cursor.fetchone()), strict=True))))
    return found


def _plain(value):
    """Return a value that can be inserted again: PostgreSQL reads JSON as objects."""
    if isinstance(value, dict | list):
        from psycopg.types.json import Jsonb

        return Jsonb(value)
    return value


def _without_key(model, row):
    return {name: value for name, value in row.items() if name != model._meta.pk.column}


def _add(rows, model, row):
    rows[model._meta.db_table, tuple(row)].append(list(row.values()))


def _insert(table, columns, values):
    names = ", ".join(map(_quoted, columns))
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {_quoted(table)} ({names}) VALUES ({marks})", values)  # noqa: S608


def _reset_sequences():
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [Page]):
            cursor.execute(sql)


def _last_step(parent):
    last = parent.get_children().order_by("-path").values_list("path", flat=True).first()
    return Page._str2int(last[-Page.steplen :]) if last else 0


def _database_value(name, value):
    return Page._meta.get_field(name).get_db_prep_value(value, connection)


def _quoted(name):
    return connection.ops.quote_name(name)
