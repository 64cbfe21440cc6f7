from django.contrib.auth.models import Permission
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.images.blocked import VIEW_BLOCKED
from cms.images.views import preview


@hooks.register("register_admin_urls", order=-1)
def register_preview():
    """Take the address of Wagtail's preview of an image."""
    return [path("images/<int:image_id>/preview/<str:filter_spec>/", preview)]


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(content_type__app_label="cms_images", codename="view_blocked_image")


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action(VIEW_BLOCKED, _("Look at blocked image"), _("The blocked image was looked at"))
