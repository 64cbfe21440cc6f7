"""The forms of a user. Only superusers make and change superusers, and nobody takes their own rights: one stays."""

from django.utils.translation import gettext as _
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm


def may_change(actor, user):
    """Return whether `actor`, who manages accounts, may change `user`. Only superusers may change superusers."""
    return actor.is_superuser or not user.is_superuser


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
    pass


def superuser_message():
    return _("Only a superuser can change the account of a superuser.")
