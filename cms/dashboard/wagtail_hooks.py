from wagtail import hooks
from wagtail.admin.views.home import (
    LockedPagesPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from cms.dashboard.pages import decisions_section, drafts_section, locked_section
from cms.dashboard.panels import HOOK, SectionsPanel

REPLACED = (LockedPagesPanel, UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)
"""Panels of Wagtail that list everything, with several queries for each entry."""

hooks.register(HOOK, decisions_section, order=20)
hooks.register(HOOK, drafts_section, order=50)
hooks.register(HOOK, locked_section, order=90)


@hooks.register("construct_homepage_panels")
def show_sections(request, panels):
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    panels.append(SectionsPanel())
