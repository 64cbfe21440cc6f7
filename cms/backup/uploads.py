"""Uploaded files: those to which the database refers, in whichever storage they are."""

from contextlib import suppress
from typing import NamedTuple

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, models

from cms.backup.errors import BackupError
from cms.consent.models import ConsentRequired
from cms.plugins.placeholders.models import Placeholder

FOLDER = "uploads"
"""The folder of uploads in the archive."""


class Upload(NamedTuple):
    """A file to which a field of an object refers."""

    field: str
    """The label of the field, such as `cms_images.ContentImage.file`."""
    pk: object
    name: str

    @property
    def member(self):
        """The name in the archive."""
        return f"{FOLDER}/{self.field}/{self.name}"


def file_fields():
    """Return all fields for files, by label: pairs of the model and the field."""
    return {
        f"{model._meta.label}.{field.name}": (model, field)
        for model in apps.get_models()
        if not model._meta.proxy and not model._meta.swapped
        for field in model._meta.local_fields
        if isinstance(field, models.FileField) or _is_file_of_placeholder(model, field)
    }


def stored_uploads(using=DEFAULT_DB_ALIAS):
    """Yield an `Upload` for each file to which the database `using` refers."""
    for label, (model, field) in file_fields().items():
        rows = model._base_manager.using(using).exclude(**{field.name: ""}).exclude(**{field.name: None})
        for pk, name in rows.values_list("pk", field.name).iterator():
            yield Upload(label, pk, name)


def copy_uploads(uploads, archive, on_file=lambda: None):
    """Add the files of `uploads` to `archive`, once each. Return those that do not exist."""
    fields, missing = file_fields(), []
    for upload in uploads:
        if upload.member not in archive.members:
            try:
                with _storage_of(*fields[upload.field]).open(upload.name, "rb") as file:
                    archive.add(upload.member, file, file.size)
            except FileNotFoundError:
                missing.append(upload)
        on_file()
    return missing


def reason_for_missing(upload):
    """Return why the file of `upload`, to which the archive refers, does not exist any more."""
    model, field = file_fields()[upload.field]
    row = model._base_manager.filter(pk=upload.pk).first()
    if row is None or str(getattr(row, field.name)) != upload.name:
        return "deleted meanwhile"
    if isinstance(row, ConsentRequired) and row.consent and row.consent.withdrawn_at:
        return "deleted, because its consent is withdrawn"
    return "missing in the storage"


def refuse_used_storages():
    """Raise BackupError if a storage has files already."""
    for storage in {id(storage): storage for storage in map(_storage, file_fields().values())}.values():
        found = ()
        with suppress(FileNotFoundError):
            folders, files = storage.listdir("")
            found = (*folders, *files)
        if found:
            raise BackupError(
                f"The storage of uploads is not empty (it has “{found[0]}”). Restore into an empty place only. "
                "Nothing was changed."
            )


def restore_upload(member, path):
    """Store the file `path` of the archive's member `member` under its old name.

    Raise BackupError if the storage would give it another name.
    """
    label, _slash, name = member.removeprefix(f"{FOLDER}/").partition("/")
    fields = file_fields()
    storage = _storage_of(*fields[label]) if label in fields else default_storage
    with path.open("rb") as file:
        stored = storage.save(name, File(file))
    if stored != name:
        raise BackupError(f"“{name}” was stored as “{stored}”: the storage of uploads was not empty.")


def _storage(pair):
    return _storage_of(*pair)


def _storage_of(model, field):
    return default_storage if issubclass(model, Placeholder) else field.storage


def _is_file_of_placeholder(model, field):
    """Return whether `field` is for a file in a content type that is not installed. Its placeholder is a text."""
    if not issubclass(model, Placeholder):
        return False
    described = next(entry for entry in model._meta.app_config.snapshot["models"] if entry["name"] == model.__name__)
    return any(entry["name"] == field.name and entry["type"] == "FileField" for entry in described["fields"])
