"""Wagtail's user bar on a front end with another origin."""

from wagtail.admin.userbar import AccessibilityItem, ContentCheckerItem

from cms.api.preview.front_end import front_end_origins


class CrossOriginCheckerItem(ContentCheckerItem):
    """Wagtail's content checker, with messages allowed between the origins of the editor and the preview.

    https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#api-name-axeconfigure
    """

    def get_axe_spec(self, request):
        origins = front_end_origins() if self.in_editor else [f"{request.scheme}://{request.get_host()}"]
        return super().get_axe_spec(request) | {"allowedOrigins": ["<same_origin>", *origins]}


def allow_cross_origin_checks(request, items, page):
    """Replace Wagtail's content checker by `CrossOriginCheckerItem` if a front end is configured."""
    if front_end_origins():
        items[:] = [
            CrossOriginCheckerItem(item.in_editor) if type(item) in (ContentCheckerItem, AccessibilityItem) else item
            for item in items
        ]
