"""Base page model and page tags."""

from collections import defaultdict
from functools import lru_cache

from django.db import models
from django.db.models import OuterRef
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from cms import prepared_queries
from cms.context.channels import PREVIEW
from cms.context.request import use_context
from cms.documents.publishing import document_problems
from cms.images.publishing import image_problems
from cms.loader import announce, load_many, load_one
from cms.pages.api import CardField, ImageField, RelatedField
from cms.pages.blocks import contents
from cms.pages.fields import BodyField
from cms.pages.references import extract_links, references_in
from cms.pages.related import related_to
from cms.pages.tags import PageTagsManager
from cms.publishing.rules import PublishingPageForm, PublishingRules
from cms.visibility import add_dependencies, restricted_paths


class PageTag(TaggedItemBase):
    """A tag on a page of any content type."""

    content_object = ParentalKey(Page, related_name="tagged_items", on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("page tag")
        verbose_name_plural = _("page tags")
        indexes = [models.Index(fields=["tag", "content_object"], name="pages_by_tag")]


def attach_tag_names(pages):
    """Set `tag_names`, the sorted names of the tags, on each of `pages`, in one query."""
    names = defaultdict(list)
    for pk, name in prepared_queries.fetch_rows(_tag_rows, (), [page.pk for page in pages]):
        names[pk].append(name)
    for page in pages:
        page.tag_names = sorted(names[page.pk])


def _tag_rows(places):
    return PageTag.objects.filter(content_object__pk__in=places).values_list("content_object_id", "tag__name")


COMMON = 1000
"""How many pages have a tag that is common."""


def tagged_with(queryset, name):
    """Return the pages of `queryset` that have the tag `name`.

    Pages with a common tag are found soon in any order, so each row is asked for its tags. Pages with a rare tag are
    looked up by the tag.
    """
    tagged = PageTag.objects.filter(tag__name=name)
    if is_common_tag(name):
        tagged = tagged.filter(content_object=OuterRef("pk"))
    return queryset.filter(pk__in=tagged.values("content_object"))


def is_common_tag(name):
    return prepared_queries.count_rows(_tagged_rows, (name,)) >= COMMON


def _tagged_rows(_placeholders, name):
    return PageTag.objects.filter(tag__name=name).order_by().values_list("pk")


@lru_cache(maxsize=512)
def _fields_with_references(model):
    """Return the columns of `model` that refer to objects: streams, rich texts and foreign keys."""
    return tuple(
        field
        for field in model._meta.concrete_fields
        if isinstance(field, StreamField | RichTextField) or (field.many_to_one and field.target_field.primary_key)
    )


class ContentPage(PublishingRules, Page):
    """Base page model.

    Subclasses extend `content_panels` (or put their own panels between `lead_panels` and the body), `promote_panels`,
    `search_fields` and `api_fields`. They never replace them.
    """

    search_auto_update = False  # `cms.search` updates the indexes

    summary = models.CharField(
        max_length=200,
        blank=True,
        help_text=_("One or two sentences. They stand under the title, on cards, and in search results."),
        verbose_name=_("summary"),
    )
    listing_image = models.ForeignKey(
        "cms_images.ContentImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands on cards that lead here, and where the page is shared."),
        verbose_name=_("listing image"),
    )
    body = BodyField(verbose_name=_("body"))
    about = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page that this one is about. It will lead its readers here."),
        verbose_name=_("about"),
    )
    also_called = models.TextField(
        max_length=500,
        blank=True,
        help_text=_(
            "Other names by which people search for this page, separated by commas: “face lift, rhytidectomy”. "
            "The page does not show them; the search suggests them."
        ),
        verbose_name=_("also called"),
    )
    tags = PageTagsManager(through=PageTag, blank=True)
    quick_exit = models.BooleanField(
        default=False,
        help_text=_(
            "For subjects that a reader may have to hide from somebody: a button leaves this website at once."
        ),
        verbose_name=_("show “Exit this page”"),
    )

    lead_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("listing_image")]
    content_panels = [*lead_panels, FieldPanel("body")]
    promote_panels = [*Page.promote_panels, FieldPanel("tags"), FieldPanel("also_called"), FieldPanel("quick_exit")]

    search_fields = [
        *Page.search_fields,
        index.SearchField("also_called", boost=2),
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
        index.RelatedFields("tags", [index.SearchField("name", boost=2)]),
    ]

    api_fields = [
        APIField("summary", writable=True),
        APIField("listing_image", serializer=ImageField(source="listing_image_id")),
        APIField("body", writable=True),
        APIField("about", serializer=CardField(source="about_id")),
        APIField("tags", writable=True),
        APIField("also_called", writable=True),
        APIField("quick_exit"),
        APIField("related", serializer=RelatedField(source="*")),
    ]

    base_form_class = PublishingPageForm

    card_date_field = None
    """Name of the date field that cards show, or None."""
    card_notes_field = None
    """Name of a stream of texts that cards show, so that readers know them before they open the page, or None."""
    search_rank = 1.0
    """By how much more than others pages of this type count in the results of a search."""
    search_sources = ("taggit.Tag",)
    """Labels of models whose objects are in the searchable text of pages that refer to them."""
    joined_when_served = ()
    """Names of the foreign keys that the template reads. They are joined to the query of the page."""

    class Meta:
        abstract = True

    @classmethod
    def prefetch_for_api(cls, pages, names):
        """Return the queryset `pages`, prefetched and annotated for the API fields `names`."""
        return pages

    def api_references(self, names):
        """Yield model and id of each object that the API fields `names` of this page refer to.

        Lists fetch these objects together. Foreign keys and references in blocks are found here; override this for
        other references.
        """
        for field in _fields_with_references(type(self)):
            if field.name not in names:
                continue
            if isinstance(field, StreamField):
                yield from references_in(getattr(self, field.name))
            elif isinstance(field, RichTextField):
                yield from extract_links(getattr(self, field.name))
            elif not field.is_cached(self):
                yield field.related_model, getattr(self, field.attname)

    def publishing_problems(self, at=None):
        images = image_problems(self, at, own=self.covered_image_ids())
        return [*super().publishing_problems(at), *images, *document_problems(self, at)]

    def covered_image_ids(self):
        """Return the ids of the images that get the consent of this page when it is published."""
        return set()

    def make_preview_request(self, original_request=None, preview_mode=None, extra_request_attrs=None):
        """Return the response of the first `preview_page` hook that has one, or else the preview by our templates.

        A function of this hook takes the page, the original request, the preview mode and the extra request
        attributes, a dict. It returns a response, or None.
        """
        for preview in hooks.get_hooks("preview_page") if original_request else ():
            if response := preview(self, original_request, preview_mode, extra_request_attrs or {}):
                return response
        return super().make_preview_request(original_request, preview_mode, extra_request_attrs)

    def serve_preview(self, request, mode_name):
        """Render the preview, with content that no consent covers yet."""
        with use_context(PREVIEW):
            response = super().serve_preview(request, mode_name)
            # Templates check visibility, so they are rendered inside the preview context.
            return response.render() if hasattr(response, "render") else response

    def get_view_restrictions(self):
        """Return the view restrictions of this page, without a query if no ancestor is restricted."""
        if not any(self.path.startswith(path) for path in restricted_paths("page")):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def get_context(self, request, *args, **kwargs):
        """Return the template context. Announces the objects that the template will load."""
        context = super().get_context(request, *args, **kwargs)
        add_dependencies([self])
        context["related"] = related_to(self)
        announce(self.api_references({field.name for field in self.api_fields}))
        announce((Page, pk) for pk in self.ancestor_ids)
        for references in hooks.get_hooks("references_of_every_page"):
            announce(references(request))
        return context

    @cached_property
    def ancestor_ids(self):
        """Return the ids of all ancestors, from the top. Routing sets the value."""
        return list(self.get_ancestors().filter(depth__gt=1).values_list("pk", flat=True))

    @property
    def breadcrumbs(self):
        """Return the public ancestors, from the top."""
        return list(load_many(Page, self.ancestor_ids).values())

    @property
    def search_label(self):
        """The category that results of a search show for this page, such as an area of the body, or ""."""
        return ""

    @property
    def shows_already(self):
        """The ids of the related pages that staff chose. Content types do not offer these again."""
        return set()

    @property
    def about_page(self):
        """The page that this page is about, or None while that page is not public."""
        return load_one(Page, self.about_id)

    @cached_property
    def tag_names(self):
        """Return the sorted names of the tags. `attach_tag_names` sets the value for many pages."""
        return sorted(item.tag.name for item in self.tagged_items.select_related("tag"))

    @property
    def contents(self):
        """Return the headings of the body, for the table of contents."""
        return contents(self.body)
