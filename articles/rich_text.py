"""The rich text editor's “cite” button."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

FEATURE = "citation"
ENTITY = "CITATION"


class CitationElementHandler(InlineEntityElementHandler):
    """Convert database HTML to the editor's content."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs):
        return {"id": int(attrs["id"])}


def citation_entity(props):
    """Convert the editor's content to database HTML."""
    return DOM.create_element("a", {"linktype": "citation", "id": props["id"]}, props["children"])


def register_citation_feature(features):
    """Add the button to each rich text that uses the default features."""
    features.default_features.append(FEATURE)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "openquote",
                "description": _("Cite a work"),
                "chooserUrl": reverse_lazy("wagtailsnippetchoosers_articles_citation:choose"),
            },
            js=["wagtailadmin/js/chooser-modal.js", "cms/chosen-entity.js", "articles/citation-entity.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {'a[linktype="citation"]': CitationElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: citation_entity}},
        },
    )
