from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from cms.publishing.aliases import refuse_to_publish_aliases
from cms.publishing.copying import copy_as_a_whole
from cms.publishing.edit_views import DefaultPageViewSet
from cms.publishing.rules import REFUSED


@hooks.register("register_admin_viewset")
def register_default_page_viewset():
    return DefaultPageViewSet()


@hooks.register("register_log_actions")
def register_log_actions(actions):
    @actions.register_action(REFUSED)
    class RefusalFormatter(LogFormatter):
        label = gettext_lazy("Refuse scheduled publishing")

        def format_message(self, entry):
            return _("Not published as scheduled: {reason}").format(reason=entry.data["reason"])


hooks.register("before_copy_page", copy_as_a_whole)
hooks.register("before_bulk_action", refuse_to_publish_aliases)
