"""Bulk publishing of aliases.

An alias has no versions of its own: it is published with its source. Wagtail 8.0 raises a RuntimeError for one.
"""

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.publishing.rules import PublishingRefusedError


def refuse_to_publish_aliases(request, action_type, pages, action):
    """Refuse to publish `pages` if aliases are among them. A `before_bulk_action` hook."""
    if action.model is not Page or action_type != "publish":
        return
    aliases = [page for page in pages if page.alias_of_id]
    if action.cleaned_form.cleaned_data["include_descendants"]:
        for page in pages:
            aliases += page.get_descendants().not_live().filter(alias_of__isnull=False)
    if aliases:
        titles = ", ".join(f"“{page.title}”" for page in aliases)
        raise PublishingRefusedError(
            _("An alias is published with the page that it mirrors. Leave out: %(titles)s.") % {"titles": titles}
        )
