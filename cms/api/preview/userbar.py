"""Wagtail's user bar on a front end of another host."""

from wagtail.admin.userbar import AccessibilityItem, ContentCheckerItem

from cms.api.preview.front_end import front_end_origins


class CrossOriginCheckerItem(ContentCheckerItem):
    """Wagtail's content checker, whose two halves talk across hosts: the one in the editor, the other in the preview.

    https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#api-name-axeconfigure
    """

    def get_axe_spec(self, request):
        others = front_end_origins() if self.in_editor else [f"{request.scheme}://{request.get_host()}"]
        return super().get_axe_spec(request) | {"allowedOrigins": ["<same_origin>", *others]}


def check_across_hosts(request, items, page):
    """Let the content checker talk to the front ends, where there are any."""
    if front_end_origins():
        items[:] = [
            CrossOriginCheckerItem(item.in_editor) if type(item) in (ContentCheckerItem, AccessibilityItem) else item
            for item in items
        ]
