"""Claims in rich text: `<embed embedtype="claim" id="5"/>`, which is replaced by the claim when the text is shown.

The editor shows the text of the claim, which cannot be changed there and is not stored with the rich text.
"""

from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import KEEP_WHITESPACE, InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from cms.claims.models import Claim, count_in_words
from cms.pages.richtext.link_handlers import ShownEmbedHandler

FEATURE = "claim"
ENTITY = "CLAIM"


class ClaimEmbedHandler(ShownEmbedHandler):
    """Renders a claim as a sentence, with its date and basis in brackets behind it."""

    identifier = "claim"

    @staticmethod
    def get_model():
        return Claim

    @classmethod
    def as_html(cls, instance):
        if (claim := instance.represent()) is None:
            return ""
        return render_to_string("components/claim_in_text.html", {"claim": claim}).strip()

    @classmethod
    def as_text(cls, instance):
        if (claim := instance.represent()) is None:
            return ""
        as_of = gettext("As of {day}").format(day=date_format(claim["as_of"], "F j, Y"))
        ground = ", ".join(filter(None, [as_of, count_in_words(claim), claim["basis"]["label"]]))
        return f"{claim['text']} ({ground})"


class ClaimElementHandler(InlineEntityElementHandler):
    """Convert database HTML to the editor's content, with the text that the claim has now."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs):
        return {"id": int(attrs["id"])}

    def handle_starttag(self, name, attrs, state, contentstate):
        super().handle_starttag(name, attrs, state, contentstate)
        state.current_block.text += _text_of(dict(attrs)["id"])
        state.leading_whitespace = KEEP_WHITESPACE


def _text_of(pk):
    claim = Claim.objects.filter(pk=pk).first()
    if claim is None:
        return gettext("[A claim that was deleted]")
    problem = "" if Claim.objects.all().shown().filter(pk=pk).exists() else f" [{claim.get_state().label}]"
    return claim.text + problem


def claim_entity(props):
    """Convert the editor's content to database HTML."""
    return DOM.create_element("embed", {"embedtype": "claim", "id": props["id"]})


def register_claim_feature(features):
    """Add the button to each rich text that uses the default features."""
    features.default_features.append(FEATURE)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "success",
                "description": _("Claim: a whole sentence, which disappears when the claim ends"),
                "chooserUrl": reverse_lazy("wagtailsnippetchoosers_cms_claims_claim:choose"),
            },
            js=["wagtailadmin/js/chooser-modal.js", "cms/chosen-entity.js", "cms_claims/claim-entity.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {'embed[embedtype="claim"]': ClaimElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: claim_entity}},
        },
    )
    features.register_embed_type(ClaimEmbedHandler)
