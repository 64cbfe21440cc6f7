"""Rules for migrations: the release before has to work on the new database, since both run during an update.

They read operations and not SQL, so they need no database and are the same for all of them. An operation that is not
known to be safe is refused. A migration that needs one says why the release before survives it:

class Migration(migrations.Migration):
    allowed = {"remove_leaflet_title": "No release since 1.2 reads or writes it."}
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED, ManyToManyField

SAFE = {
    "CreateModel",
    "AddIndex",  # tables of a practice are small: building an index blocks writes for less than a second
    "AddIndexConcurrently",
    "RemoveIndex",
    "RemoveIndexConcurrently",
    "RenameIndex",
    "RemoveConstraint",
    "AlterModelOptions",
    "AlterModelManagers",
    "AlterModelTableComment",
}
"""Operations that the release before does not notice."""
FIX = {
    "RemoveField": "Remove it from the models first, with a default in the database or null, and drop the column one "
    "release later.",
    "DeleteModel": "Remove all uses first, and drop the table one release later.",
    "RenameField": "Add a field, copy, and remove the old one a release later, or set db_column.",
    "RenameModel": "Set db_table to the old name, or add a model, copy, and remove the old one a release later.",
    "AddField": "The release before does not fill it: give it db_default, or null=True.",
    "AlterField": "The release before reads and writes the old type. Add a field, and remove the old one later.",
    "AddConstraint": "The release before may write rows that it forbids.",
    "RunSQL": "Say why the release before survives it.",
    "RunPython": "Say why the release before survives it.",
}
PARAMETERS_THAT_MAY_CHANGE = {
    *("verbose_name", "help_text", "choices", "blank", "editable", "default", "validators", "error_messages"),
    *("on_delete", "related_name", "related_query_name", "limit_choices_to", "db_comment", "db_index", "upload_to"),
    *("storage", "width_field", "height_field", "auto_now", "auto_now_add", "unique_for_date"),
}
"""Parameters of fields that the column does not show, or that the release before does not notice."""


@dataclass(frozen=True)
class Problem:
    migration: str
    operation: str
    hint: str

    def __str__(self):
        return f"{self.migration}: {self.operation}: {self.hint}"


def find_problems():
    """Return the problems of all migrations of our apps and of content types, except the first one of each app."""
    loader = MigrationLoader(None)
    return [
        problem
        for key in sorted(loader.disk_migrations)
        if is_ours(key[0]) and not is_first(loader.disk_migrations[key])
        for problem in problems_of(loader.disk_migrations[key], loader.project_state(key, at_end=False))
    ]


def is_ours(label):
    return label.startswith("cms_") or label in settings.CONTENT_TYPES


def is_first(migration):
    """Return whether `migration` is the first one of its app: no release has its tables."""
    return all(label != migration.app_label for label, _name in migration.dependencies)


def problems_of(migration, state):
    """Return the problems of `migration`. `state` is the `ProjectState` before it, which is changed."""
    label, allowed = migration.app_label, dict(getattr(migration, "allowed", {}))
    problems, made = [], set()
    for operation in _flatten(migration.operations):
        name = operation.migration_name_fragment or type(operation).__name__
        hint = _hint(operation, label, state, made)
        if hint and not allowed.pop(name, ""):
            problems.append(Problem(f"{label}.{migration.name}", name, hint))
        operation.state_forwards(label, state)
        if type(operation).__name__ == "CreateModel":
            made.add(operation.name_lower)
    problems += [Problem(f"{label}.{migration.name}", name, "Allowed, and not needed.") for name in allowed]
    return problems


def _flatten(operations):
    """Yield `operations`, with those on the database in place of each SeparateDatabaseAndState."""
    for operation in operations:
        if type(operation).__name__ == "SeparateDatabaseAndState":
            yield from _flatten(operation.database_operations)
        else:
            yield operation


def _hint(operation, label, state, made):
    """Return why `operation` is refused and what to do instead, or ""."""
    kind = type(operation).__name__
    if kind in SAFE or getattr(operation, "model_name_lower", None) in made:
        return ""
    if kind == "AddField" and _is_filled_without_us(operation.field):
        return ""
    if kind == "AlterField":
        before = state.models[label, operation.model_name_lower].fields[operation.name]
        if _holds_the_same(before, operation.field):
            return ""
    if kind in ("AlterUniqueTogether", "AlterIndexTogether") and not operation.option_value:
        return ""
    return FIX.get(kind, "This operation is not known to be safe.")


def _is_filled_without_us(field):
    """Return whether a row of the release before, which does not know `field`, can be stored."""
    is_optional = field.null or field.db_default is not NOT_PROVIDED or getattr(field, "generated", False)
    return isinstance(field, ManyToManyField) or (is_optional and not (field.unique and not field.null))


def _holds_the_same(before, after):
    """Return whether a column of the field `after` takes all that the field `before` writes, and reads as it."""
    (_, kind, _, old), (_, new_kind, _, new) = before.deconstruct(), after.deconstruct()
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    changed -= PARAMETERS_THAT_MAY_CHANGE
    if "null" in changed and after.null:
        changed -= {"null"}  # the release before reads no null before this one writes it
    if "max_length" in changed and (after.max_length is None or after.max_length >= (before.max_length or 0)):
        changed -= {"max_length"}
    if "db_default" in changed and after.has_db_default():
        changed -= {"db_default"}
    if "unique" in changed and not after.unique:
        changed -= {"unique"}
    return kind == new_kind and not changed
