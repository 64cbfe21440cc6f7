"""The forms of a user. Only superusers make and change superusers, and one of them stays."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm


def may_change(actor, user):
    """Return whether `actor`, who manages accounts, may change `user`. Only superusers may change superusers."""
    return actor.is_superuser or not user.is_superuser


def leaves_no_superuser(*users):
    """Return whether no active superuser would be left without `users`, of whom one is one."""
    superusers = get_user_model().objects.filter(is_superuser=True, is_active=True)
    keys = [user.pk for user in users]
    return superusers.filter(pk__in=keys).exists() and not superusers.exclude(pk__in=keys).exists()


class RightsMixin:
    """Mixin for forms of users: nobody gives themselves rights, and only superusers make others superusers."""

    def __init__(self, *args, for_user, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("is_superuser"):
            field.label = _("Superuser")
            field.help_text = _("May do everything, whatever the groups allow. Groups are enough for daily work.")
            if not for_user.is_superuser:
                field.disabled = True
                field.help_text = _("Only a superuser can make somebody a superuser.")
        if self.instance == for_user and not for_user.is_superuser:
            self.fields["groups"].disabled = True
            self.fields["groups"].help_text = _("Nobody changes their own rights. Another administrator can.")


class UserCreationForm(RightsMixin, WagtailUserCreationForm):
    pass


class UserEditForm(RightsMixin, WagtailUserEditForm):
    def clean(self):
        cleaned = super().clean()
        lost = [name for name in ("is_active", "is_superuser") if name in self.fields and not cleaned.get(name)]
        if lost and leaves_no_superuser(self.instance):
            self.add_error(lost[0], last_superuser_message())
        return cleaned


def last_superuser_message():
    return _(
        "This is the last active superuser. Make somebody else a superuser first: otherwise nobody could undo a "
        "mistake in the rights."
    )


def superuser_message():
    return _("Only a superuser can change the account of a superuser.")
