from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PeriodicTask(models.Model):
    """When a periodic task was run, and is to be run."""

    path = models.CharField(_("path"), max_length=255, unique=True)
    """The path of its function."""
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    succeeded_at = models.DateTimeField(_("last run"), null=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    class Meta:
        verbose_name = _("periodic task")
        verbose_name_plural = _("periodic tasks")
        default_permissions = ()
        permissions = [("manage_tasks", "Can see background tasks and retry failed ones")]

    def __str__(self):
        return self.path


class WorkerProcess(models.Model):
    """A worker. While it runs, it renews `seen_at`. If it was not seen for long, its tasks are given to others."""

    id = models.CharField(_("id"), primary_key=True, max_length=32)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    seen_at = models.DateTimeField(_("seen at"), default=timezone.now)

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        default_permissions = ()

    def __str__(self):
        return self.id
