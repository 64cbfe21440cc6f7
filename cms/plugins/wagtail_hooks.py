"""Admin hooks for content types that do not run or are read-only."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms.plugins.discovery import content_types
from cms.plugins.placeholders.models import Placeholder
from cms.plugins.registry import registry


class NotInstalledContentTypesPanel(Component):
    """Panel of the admin home page that lists content types that do not run although they have content."""

    name = "not_installed_content_types"
    order = 10
    template_name = "cms_plugins/admin/not_installed.html"

    def get_context_data(self, parent_context):
        return {"content_types": _with_orphaned_data()}


def _with_orphaned_data():
    return [content_type for content_type in content_types().values() if content_type.has_orphaned_data]


@hooks.register("construct_homepage_panels")
def add_not_installed_panel(request, panels):
    if _with_orphaned_data():
        panels.append(NotInstalledContentTypesPanel())


@hooks.register("before_edit_page")
def show_placeholder_page(request, page):
    """Show the content of a placeholder page in place of the editor."""
    if not isinstance(page, Placeholder):
        return None
    context = {
        "page": page,
        "page_title": page.get_admin_display_title(),
        "header_title": page.get_admin_display_title(),
        "header_icon": "warning",
        "fields": list(page.content_as_text()),
        "content_type": content_types()[page._meta.app_label],
    }
    return TemplateResponse(request, "cms_plugins/admin/not_installed_page.html", context)


@hooks.register("before_create_page")
def refuse_read_only_page_type(request, parent_page, page_class):
    return _refuse_if_read_only(request, page_class)


@hooks.register("before_create_snippet")
def refuse_read_only_snippet(request, model):
    return _refuse_if_read_only(request, model)


def _refuse_if_read_only(request, model):
    for plugin in registry:
        if plugin.label == model._meta.app_label and plugin.is_read_only:
            messages.error(
                request,
                _("“{name}” is read-only: existing content can be edited, but no new content can be created.").format(
                    name=plugin.verbose_name
                ),
            )
            return redirect("wagtailadmin_home")
    return None
