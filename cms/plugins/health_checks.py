"""The check of content types: enabled ones that do not run."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.health.checks import Result, health_check
from cms.plugins.discovery import State


@health_check("content_types", _("Content types"), uses_database=False)
def check_content_types():
    missing = [
        content_type.name
        for content_type in settings.CONTENT_TYPES.values()
        if content_type.state in (State.NOT_INSTALLED, State.INCOMPATIBLE)
    ]
    if missing:
        return Result.warning(
            _("These content types do not run: %(names)s.") % {"names": ", ".join(missing)},
            effect=_("Visitors do not see their pages. Nothing is lost."),
            advice=_("Tell the operators of the site: “manage.py content_types” says why."),
        )
    return Result.well(_("All content types run."))
