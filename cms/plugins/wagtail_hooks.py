"""What staff see of content types that are gone, and of those of which nothing new can be made."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms.plugins.discovery import content_types
from cms.plugins.placeholders.models import Placeholder
from cms.plugins.registry import registry


class NotInstalledContentTypesPanel(Component):
    """On the first page of the admin: content types that are gone, while something was made of them."""

    name = "missing_content_types"
    order = 10
    template_name = "cms_plugins/admin/missing.html"

    def get_context_data(self, parent_context):
        return {"missing": [one for one in content_types().values() if one.has_orphaned_data]}


@hooks.register("construct_homepage_panels")
def add_not_installed_panel(request, panels):
    if any(one.has_orphaned_data for one in content_types().values()):
        panels.append(NotInstalledContentTypesPanel())


@hooks.register("before_edit_page")
def show_placeholder_page(request, page):
    """A page whose content type is gone is read, and not edited."""
    if not isinstance(page, Placeholder):
        return None
    context = {
        "page": page,
        "page_title": page.get_admin_display_title(),
        "header_title": page.get_admin_display_title(),
        "header_icon": "warning",
        "kept": list(page.kept_in_words()),
        "content_type": content_types()[page._meta.app_label],
    }
    return TemplateResponse(request, "cms_plugins/admin/missing_page.html", context)


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
                request, f"“{plugin.verbose_name}” is closed: what exists can be edited, and nothing new can be made."
            )
            return redirect("wagtailadmin_home")
    return None
