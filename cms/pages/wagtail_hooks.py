from django.http import Http404
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.pages.autosave import refuse_action_in_autosave
from cms.pages.richtext.link_handlers import NoImageHandler, PublicDocumentLinkHandler, PublicPageLinkHandler
from cms.plugins.placeholders.models import Placeholder
from cms.visibility import is_visible

BLOCKS_OF_THEIR_OWN = {"h1", "h2", "h3", "h4", "h5", "h6", "image", "embed", "hr"}
"""Default features that are removed from rich text.

Headings, images and videos are blocks instead, which check the levels of headings, and require alternative texts
of images and titles of videos.
"""


@hooks.register("register_rich_text_features", order=100)
def remove_features_that_blocks_have(features):
    """Remove default rich text features. Features that plugins add remain."""
    features.default_features[:] = [name for name in features.default_features if name not in BLOCKS_OF_THEIR_OWN]


@hooks.register("register_rich_text_features", order=100)
def register_link_handlers(features):
    """Replace Wagtail's link handlers."""
    features.register_link_type(PublicPageLinkHandler)
    features.register_link_type(PublicDocumentLinkHandler)


@hooks.register("register_rich_text_features", order=100)
def register_image_embed_handler(features):
    """Render no images in imported rich text: Wagtail would make renditions without a visibility check."""
    features.register_embed_type(NoImageHandler)


@hooks.register("before_serve_page")
def check_visibility_before_serving(page, request, args, kwargs):
    """Raise Http404 for a page whose content type is not installed, or that its expiry or a consent hides.

    Wagtail itself checks that the page is live, and its view restrictions.
    """
    if page.specific_class is None or isinstance(page, Placeholder) or not is_visible(page):
        raise Http404


for name in ("before_create_page", "before_edit_page", "before_create_snippet", "before_edit_snippet"):
    hooks.register(name, refuse_action_in_autosave, order=-1)


@hooks.register("insert_editor_js")
def stop_autosave_on_submission():
    return format_html('<script src="{}" defer></script>', static("cms/stop-autosave.js"))
