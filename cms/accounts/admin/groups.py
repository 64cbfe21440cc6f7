"""The admin viewset of groups. It logs the permissions of pages and collections that a form grants."""

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import GroupCollectionPermission, GroupPagePermission
from wagtail.users.views import groups

GRANTED = "cms_accounts.grant_places"
"""The log action. Permissions are named with kind and id of their place: “wagtailcore.publish_page:page:3”."""


class LogsGrantsMixin:
    """Mixin for the forms of a group: log what they grant, in the transaction of the change.

    Wagtail adds these permissions in bulk, which sends no signal.
    """

    def process_form(self):
        with transaction.atomic():
            before = _permissions_of_places(self.object)
            response = super().process_form()
            if granted := _permissions_of_places(self.object) - before:
                log(self.object, GRANTED, user=self.request.user, data={"permissions": sorted(granted)})
        return response


def _permissions_of_places(group):
    """Return the permissions that `group` has for pages and collections, as texts."""
    if not group.pk:
        return set()
    return {
        f"{app}.{codename}:{kind}:{pk}"
        for kind, model in (("page", GroupPagePermission), ("collection", GroupCollectionPermission))
        for app, codename, pk in model.objects.filter(group=group).values_list(
            "permission__content_type__app_label", "permission__codename", f"{kind}_id"
        )
    }


class GroupCreateView(LogsGrantsMixin, groups.CreateView):
    pass


class GroupEditView(LogsGrantsMixin, groups.EditView):
    pass


class GroupViewSet(groups.GroupViewSet):
    add_view_class = GroupCreateView
    edit_view_class = GroupEditView
