from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from cms.dashboard.panels import HOOK
from cms.publishing.aliases import refuse_to_publish_aliases
from cms.publishing.copying import copy_as_a_whole
from cms.publishing.rules import REFUSED
from cms.publishing.schedules import schedules_section, snippet_schedules_section


@hooks.register("register_log_actions")
def register_log_actions(actions):
    @actions.register_action(REFUSED)
    class RefusalFormatter(LogFormatter):
        label = gettext_lazy("Refuse scheduled publishing")

        def format_message(self, entry):
            return _("Not published as scheduled: {reason}").format(reason=entry.data["reason"])


hooks.register(HOOK, schedules_section, order=30)
hooks.register(HOOK, snippet_schedules_section, order=31)
hooks.register("before_copy_page", copy_as_a_whole)
hooks.register("before_bulk_action", refuse_to_publish_aliases)
