from django.db import connections, models


class SchemaSnapshotManager(models.Manager):
    """Reads and writes the schema snapshot as a whole. Until its table is made, the snapshot is empty."""

    def read(self):
        """Return the snapshot, as `cms.plugins.schema_snapshot.read` does."""
        return dict(self.values_list("name", "tables")) if self._has_table() else {}

    def replace(self, snapshot):
        """Store `snapshot` in place of the present one."""
        if self._has_table():
            self.exclude(name__in=snapshot).delete()
            for name, tables in snapshot.items():
                self.update_or_create(name=name, defaults={"tables": tables})

    def _has_table(self):
        return self.model._meta.db_table in connections[self.db].introspection.table_names()


class SchemaSnapshot(models.Model):
    """A copy of the schema snapshot of one content type, which is kept when the file of the snapshot is lost."""

    name = models.CharField(max_length=255, primary_key=True)
    tables = models.JSONField()

    objects = SchemaSnapshotManager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name
