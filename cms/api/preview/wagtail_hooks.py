from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.api.preview.front_end import front_end_origins
from cms.api.preview.userbar import allow_cross_origin_checks
from cms.api.preview.views import preview_by_front_end

hooks.register("preview_page", preview_by_front_end)
hooks.register("construct_wagtail_userbar", allow_cross_origin_checks)


@hooks.register("insert_editor_js")
def register_preview_script():
    return format_html('<script src="{}"></script>', static("cms_preview/checks.js")) if front_end_origins() else ""
