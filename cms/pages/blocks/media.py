"""Images, videos and documents."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from typing_extensions import TypedDict
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter, StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from cms.images.representation import Image, full_url, image_representation
from cms.loader import load_visible
from cms.pages.blocks.references import ReferenceMixin, stored_object
from cms.pages.blocks.rules import RuledStructBlock


class ContentImageChooserBlock(ReferenceMixin, ImageChooserBlock):
    """Chooses an image."""


class PresetImageBlock(ImageBlock):
    """Wagtail's image block: alt text, or a mark that the image is decorative."""

    def __init__(self, required=True, **kwargs):
        super().__init__(required=required, **kwargs)
        self.child_blocks["image"] = ContentImageChooserBlock(required=required)
        self.child_blocks["image"].set_name("image")

    def bulk_to_python(self, values):
        # An empty optional image may be stored as None, but Wagtail's block expects a dict.
        empty = {"image": None, "alt_text": "", "decorative": False}
        return super().bulk_to_python([empty if value is None else value for value in values])

    def get_searchable_content(self, value):
        """Return nothing: a search must not find a page by the text of a hidden image."""
        return []

    def get_api_representation(self, value, context=None) -> Image | None:
        alt = None if value is None else value.contextual_alt_text
        return image_representation(load_visible(value), context and context.get("request"), alt=alt)


class DescribedImageBlock(PresetImageBlock):
    """An image with its description beside it, which is its alt text. Without one, the image's own is taken.

    For photographs that say something, so that none of them is decorative.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        del self.child_blocks["decorative"]
        self.child_blocks["alt_text"] = blocks.CharBlock(
            required=False,
            max_length=255,
            label=_("Description"),
            help_text=_("What the picture shows, for those who cannot see it. Never a name or an age."),
        )
        self.child_blocks["alt_text"].set_name("alt_text")

    def bulk_to_python(self, values):
        """Return the images. Values may be ids alone, as `ImageChooserBlock` stores them."""
        return super().bulk_to_python({"image": one} if isinstance(one, int) else one for one in values)

    def clean(self, value):
        try:
            image = self.child_blocks["image"].clean(value)
        except ValidationError as error:
            raise StructBlockValidationError(block_errors={"image": error}) from error
        if image is None:
            return None
        value.contextual_alt_text = value.contextual_alt_text or image.description
        if not value.contextual_alt_text and not self.is_deferred_validation:
            message = _("Say what the picture shows. It is read to those who cannot see it.")
            raise StructBlockValidationError(block_errors={"alt_text": ValidationError(message)})
        return value

    def get_form_state(self, value):
        image = stored_object(value)
        described = {"alt_text": (value.contextual_alt_text or image.description) if image else ""}
        return {"image": self.child_blocks["image"].get_form_state(value)} | described

    def get_prep_value(self, value):
        described = {"alt_text": (value and value.contextual_alt_text) or ""}
        return {"image": self.child_blocks["image"].get_prep_value(value)} | described

    def get_api_representation(self, value, context=None) -> Image | None:
        alt = value.contextual_alt_text or None if value else None
        return image_representation(load_visible(value), context and context.get("request"), alt=alt)

    class Meta:
        form_layout = ["image", "alt_text"]


class DescribedImageBlockAdapter(StructBlockAdapter):
    js_constructor = "cms.pages.DescribedImageBlock"

    @cached_property
    def media(self):
        return super().media + forms.Media(js=["cms/described-image-block.js"])


register(DescribedImageBlockAdapter(), DescribedImageBlock)


class FigureBlock(blocks.StructBlock):
    """A picture with its caption."""

    image = PresetImageBlock(label=_("Image"))
    caption = blocks.CharBlock(
        max_length=250, required=False, search_index=False, label=_("Caption")
    )  # hidden together with the image

    is_previewable = True

    def get_preview_value(self):
        """Return the newest image of the library as an example."""
        return self.normalize({"image": get_image_model().objects.last(), "caption": "What the picture shows"})

    def get_api_representation(self, value, context=None) -> dict:
        representation = super().get_api_representation(value, context)
        return representation if representation["image"] else representation | {"caption": ""}

    class Meta:
        icon = "image"
        label = _("Image")
        template = "components/figure.html"
        description = _("A picture with alt text, and a caption if it needs one.")


YOUTUBE, VIMEO = PLAYER_ORIGINS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
"""The hosts of the players, without tracking cookies. The Content-Security-Policy allows their frames."""
PLAYERS = [
    # (what the address of a film looks like, where its player is)
    (
        re.compile(
            r"^https://(?:www\.)?(?:youtube\.com/watch\?(?:.*&)?v=|youtu\.be/|youtube\.com/shorts/)([\w-]{11})"
        ),
        YOUTUBE + "/embed/{}?autoplay=1",
    ),
    (
        re.compile(r"^https://(?:www\.)?vimeo\.com/(\d+)"),
        VIMEO + "/video/{}?dnt=1&autoplay=1",
    ),
]


class VideoValue(blocks.StructValue):
    @property
    def player_url(self):
        """URL of the player that a click loads, or "" if `url` is not a video."""
        for pattern, player in PLAYERS:
            if match := pattern.match(self.get("url") or ""):
                return player.format(match[1])
        return ""


class Video(TypedDict):
    """A video on another site. `player_url` is the URL of a player without tracking cookies, or empty."""

    title: str
    url: str
    poster: Image | None
    transcript: str
    player_url: str


class VideoBlock(RuledStructBlock):
    """A video on YouTube or Vimeo. Nothing is requested from there until a visitor clicks."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    url = blocks.URLBlock(label=_("Address"), help_text=_("The page of the film on YouTube or Vimeo."))
    poster = PresetImageBlock(
        required=False, help_text=_("Stands in for the film until it is played."), label=_("Poster")
    )
    transcript = blocks.TextBlock(
        required=False,
        help_text=_("What is said, for those who cannot hear or would rather read."),
        label=_("Transcript"),
    )

    def problems(self, value):
        if value.player_url:
            return {}
        message = _("This is not the address of a film on YouTube or Vimeo. Copy it from the film’s own page.")
        return {"url": ValidationError(message)}

    def get_api_representation(self, value, context=None) -> Video:
        return super().get_api_representation(value, context) | {"player_url": value.player_url}

    class Meta:
        icon = "media"
        value_class = VideoValue
        template = "components/video.html"
        description = _("A film from YouTube or Vimeo. Nothing is loaded from there before a visitor plays it.")
        preview_value = {
            "title": "How we prepare for surgery",
            "url": "https://vimeo.com/76979871",
            "poster": None,
            "transcript": "",
        }


class ContentDocumentChooserBlock(ReferenceMixin, DocumentChooserBlock):
    """Chooses a document that is shown only while it is public."""


class DocumentLink(TypedDict):
    """A file to download. `size` is in bytes."""

    id: int
    title: str
    extension: str
    size: int | None
    download_url: str


class LabelledDocument(TypedDict):
    label: str
    document: DocumentLink | None


class DocumentBlock(blocks.StructBlock):
    """A file to download."""

    document = ContentDocumentChooserBlock(label=_("Document"))
    label = blocks.CharBlock(
        max_length=120,
        required=False,
        search_index=False,
        help_text=_("The document’s title, if left empty."),
        label=_("Label"),
    )

    is_previewable = True

    def get_preview_value(self):
        return self.normalize({"document": get_document_model().objects.last(), "label": "Before your operation"})

    def get_api_representation(self, value, context=None) -> LabelledDocument:
        document = load_visible(value["document"])
        request = context and context.get("request")
        return {
            "label": (value["label"] or document.title) if document else "",
            "document": document
            and {
                "id": document.pk,
                "title": document.title,
                "extension": document.file_extension,
                "size": document.file_size,  # asking for it by `get_file_size()` may write
                "download_url": full_url(request, document.url),
            },
        }

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "components/document.html"
        description = _("A file to download, with its kind and size.")
