from django.db import models
from django.utils import timezone


class PendingTombstone(models.Model):
    """An entry that is not in the list of tombstones yet. It is stored in the transaction of the change itself.

    `cms.backup.tombstones.write_pending` writes it to the list after the transaction, and deletes the row.
    """

    kind = models.CharField(max_length=20)
    model = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    """No personal data: ids, names of fields, codes of consents, and values that restrict."""
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.kind} {self.model} {self.object_id}"
