from wagtail import hooks

from .link_handlers import PublicPageLinkHandler

BLOCKS_OF_THEIR_OWN = {"h1", "h2", "h3", "h4", "h5", "h6", "image", "embed", "hr"}
"""Headings are blocks, so that their levels can be checked; so are pictures and films, which need words."""


@hooks.register("register_rich_text_features", order=100)
def leave_to_blocks_what_blocks_do(features):
    """Take features out of rich text, after Wagtail has put them in. What plugins add stays."""
    features.default_features[:] = [name for name in features.default_features if name not in BLOCKS_OF_THEIR_OWN]


@hooks.register("register_rich_text_features", order=100)
def link_to_public_pages_alone(features):
    """Take the place of Wagtail's handler of links to pages."""
    features.register_link_type(PublicPageLinkHandler)
