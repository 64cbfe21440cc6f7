"""What `migrate` has done for each role, so that it does nothing twice."""

from django.contrib.auth.models import Group
from django.db import models

from cms.roles.declaration import Role


class RoleGroup(models.Model):
    """The group of a role. Staff may rename it, and one that they delete is not made again."""

    role = models.CharField(max_length=30, choices=Role, primary_key=True)
    group = models.OneToOneField(Group, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self):
        return self.get_role_display()


class GrantedPermission(models.Model):
    """A permission that a role was given. If staff remove it from the group, it is not given again."""

    role = models.CharField(max_length=30, choices=Role)
    permission = models.CharField(max_length=255)
    """Its name, such as "cms_consent.view_consent": rows of permissions are deleted with their content types."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="one_grant_per_role")]

    def __str__(self):
        return f"{self.get_role_display()}: {self.permission}"
