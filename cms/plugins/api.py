"""The names that content types import: `from cms.plugins.api import ContentTypePlugin, ContentPage`.

Other modules of the core may change in any release. Each name is imported at its first use, so that the declaration
of a plugin can import this module before Django has loaded the apps.
"""

from importlib import import_module

_MODULES = {
    "cms.plugins.plugin": ("ContentTypePlugin", "RelatedContent", "RelatedItems"),
    "cms.plugins.registry": ("registry",),
    "cms.roles.declaration": ("Role", "permissions_of"),
    "cms.context.channels": ("Channel", "PREVIEW"),
    "cms.context.request": ("current_context", "use_context"),
    "cms.accounts.second_factor": ("requires_second_factor",),
    "cms.accounts.reauthentication": ("RecentlyAuthenticatedMixin", "recently_authenticated"),
    "cms.audit_trail.recording": ("record",),
    "cms.tasks.declaration": ("periodic", "task"),
    "cms.dashboard.sections": ("Entry", "Section"),
    "cms.consent.models": ("Consent", "ConsentRequired"),
    "cms.consent.policy": ("permitted",),
    "cms.publishing.rules": ("PublishingForm",),
    "cms.publishing.edit_views": ("CreateSnippetView", "EditSnippetView"),
    "cms.images.models": ("ContentImage",),
    "cms.images.representation": ("Image", "image_representation"),
    "cms.documents.models": ("ContentDocument",),
    "cms.visibility": ("add_dependencies", "add_list_dependency", "public_by_row", "public_objects", "public_pages"),
    "cms.loader": ("announce", "load_many", "load_one", "load_visible", "prefetch"),
    "cms.pages.models": ("ContentPage", "tagged_with"),
    "cms.review.pages": ("MedicalReview",),
    "cms.pages.fields": ("BodyField", "ContentStreamField"),
    "cms.pages.api": ("CardField", "DocumentField", "ImageField", "ReferenceField", "RelatedField"),
    "cms.pages.cards": ("CardList", "PageCard", "card_representation", "page_of_cards"),
    "cms.pages.computed": ("compute_once",),
    "cms.pages.filters": ("ListFilter", "tag_filter"),
    "cms.pages.neighbors": ("Neighbors", "neighbor_ids"),
    "cms.pages.pagination": ("requested_page",),
    "cms.pages.references": ("extract_links", "extract_references", "references_in"),
    "cms.pages.richtext.link_handlers": ("ShownLinkHandler",),
    "cms.pages.blocks.claims": ("ClaimBasis",),
    "cms.pages.blocks.lossless": ("LosslessStreamBlockAdapter", "shown_children"),
    "cms.pages.blocks.references": ("ReferenceMixin",),
    "cms.pages.blocks.rendered_once": ("RenderedOnceMixin",),
    "cms.pages.blocks.rules": ("RuledStructBlock",),
    "cms.pages.blocks.media": ("ContentImageChooserBlock",),
    "cms.pages.blocks": (
        "BodyBlock",
        "CallToActionBlock",
        "CardsBlock",
        "ClaimBlock",
        "ContentPageChooserBlock",
        "DescribedImageBlock",
        "DocumentBlock",
        "FigureBlock",
        "HeadingBlock",
        "KeyFactBlock",
        "KeyFactsBlock",
        "LinkBlock",
        "LosslessStreamBlock",
        "NoticeBlock",
        "PageCardChooserBlock",
        "QuestionsBlock",
        "QuoteBlock",
        "TableBlock",
        "TextBlock",
        "VideoBlock",
        "cards_of",
        "contents",
    ),
    "cms.feeds.pages": ("FeedMixin",),
    "cms.status.columns": ("StatusColumn",),
    "cms.forms.fields": ("FormField",),
    "cms.forms.pages": ("FormPageMixin",),
    "cms.forms.views": ("FormSubmissionsView",),
    "cms.api.v2.views": ("APIViewMixin",),
    "cms.api.v2.sites": ("SiteAPIViewSet",),
    "cms.api.v2.models": ("ModelAPIViewSet",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __getattr__(name):
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULE_OF[name]), name)


def __dir__():
    return __all__
