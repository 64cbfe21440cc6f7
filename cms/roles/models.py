"""The groups that `migrate` has made for roles, and the permissions that it has granted, each of them once."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.roles.declaration import Role


class RoleGroup(models.Model):
    """The group of a role. Staff may rename it, and one that they delete is not made again."""

    role = models.CharField(max_length=30, choices=Role, primary_key=True, verbose_name=_("role"))
    group = models.OneToOneField(
        Group, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("group")
    )

    class Meta:
        verbose_name = _("group of a role")
        verbose_name_plural = _("groups of roles")

    def __str__(self):
        return self.get_role_display()


class GrantedPermission(models.Model):
    """A permission that a role was given. If staff remove it from the group, it is not given again."""

    role = models.CharField(max_length=30, choices=Role, verbose_name=_("role"))
    permission = models.CharField(max_length=255, verbose_name=_("permission"))
    """Its name, such as "cms_consent.view_consent": rows of permissions are deleted with their content types."""

    class Meta:
        verbose_name = _("granted permission")
        verbose_name_plural = _("granted permissions")
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="one_grant_per_role")]

    def __str__(self):
        return f"{self.get_role_display()}: {self.permission}"
