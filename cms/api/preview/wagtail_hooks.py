from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from .front_end import front_end_origins
from .userbar import check_across_hosts
from .views import preview_by_front_end

hooks.register("preview_page", preview_by_front_end)
hooks.register("construct_wagtail_userbar", check_across_hosts)


@hooks.register("insert_editor_js")
def wait_for_the_frame_that_is_shown():
    return format_html('<script src="{}"></script>', static("cms_preview/checks.js")) if front_end_origins() else ""
