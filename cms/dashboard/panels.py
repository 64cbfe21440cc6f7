"""The panel of the first page that shows all sections."""

from wagtail import hooks
from wagtail.admin.ui.components import Component

HOOK = "dashboard_sections"


class SectionsPanel(Component):
    name = "sections"
    order = 100
    template_name = "cms_dashboard/sections.html"

    def get_context_data(self, parent_context):
        found = [find(parent_context["request"]) for find in hooks.get_hooks(HOOK)]
        return {"sections": [section for section in found if section and section.number]}
