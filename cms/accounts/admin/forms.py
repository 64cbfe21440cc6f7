"""The form of a user, which keeps one administrator."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from wagtail.users.forms import UserEditForm as WagtailUserEditForm


def leaves_no_superuser(*users):
    """Return whether no active superuser would be left without `users`, of whom one is one."""
    superusers = get_user_model().objects.filter(is_superuser=True, is_active=True)
    keys = [user.pk for user in users]
    return superusers.filter(pk__in=keys).exists() and not superusers.exclude(pk__in=keys).exists()


class UserEditForm(WagtailUserEditForm):
    def clean(self):
        cleaned = super().clean()
        lost = [name for name in ("is_active", "is_superuser") if name in self.fields and not cleaned.get(name)]
        if lost and leaves_no_superuser(self.instance):
            self.add_error(lost[0], last_superuser_message())
        return cleaned


def last_superuser_message():
    return _(
        "This is the last active administrator. Make somebody else an administrator first: nobody could manage "
        "accounts any more."
    )
