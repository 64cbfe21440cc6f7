from django.http import Http404
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.pages.autosave import refuse_action_in_autosave
from cms.pages.richtext.link_handlers import NoImageHandler, PublicDocumentLinkHandler, PublicPageLinkHandler
from cms.plugins.placeholders.models import Placeholder
from cms.visibility import hidden_pages

BLOCKS_OF_THEIR_OWN = {"h1", "h2", "h3", "h4", "h5", "h6", "image", "embed", "hr"}
"""Headings are blocks, so that their levels can be checked; so are pictures and films, which need words."""


@hooks.register("register_rich_text_features", order=100)
def remove_features_that_blocks_have(features):
    """Take features out of rich text, after Wagtail has put them in. What plugins add stays."""
    features.default_features[:] = [name for name in features.default_features if name not in BLOCKS_OF_THEIR_OWN]


@hooks.register("register_rich_text_features", order=100)
def register_link_handlers(features):
    """Take the place of Wagtail's handlers of links."""
    features.register_link_type(PublicPageLinkHandler)
    features.register_link_type(PublicDocumentLinkHandler)


@hooks.register("register_rich_text_features", order=100)
def register_image_embed_handler(features):
    """An import may bring texts with pictures in them, for which Wagtail would make renditions, and ask no rule."""
    features.register_embed_type(NoImageHandler)


@hooks.register("before_serve_page")
def check_visibility_before_serving(page, request, args, kwargs):
    """Refuse a page whose content type is missing, or that its expiry or a consent hides.

    Wagtail has seen to it that the page is published, and sees to its restrictions.
    """
    if page.specific_class is None or isinstance(page, Placeholder) or page.pk in hidden_pages():
        raise Http404


for name in ("before_create_page", "before_edit_page", "before_create_snippet", "before_edit_snippet"):
    hooks.register(name, refuse_action_in_autosave, order=-1)


@hooks.register("insert_editor_js")
def stop_autosave_on_submission():
    return format_html('<script src="{}" defer></script>', static("cms/stop-autosave.js"))
