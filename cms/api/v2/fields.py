"""Serializer fields that replace Wagtail's: they show only public objects, and avoid a query per object."""

from copy import copy

from django.db.models import GeneratedField
from rest_framework.fields import Field
from wagtail.api.v2.serializers import (
    PageHtmlUrlField,
)
from wagtail.models import Page

from cms.loader import load_one
from cms.pages.cards import link_representation
from cms.pages.richtext.expansion import serialize


def typed_field(field):
    """Return `field`, a model field, or a field of the type of its output if it is a generated field."""
    if not isinstance(field, GeneratedField):
        return field
    output = copy(field.output_field)
    output.set_attributes_from_name(field.name)
    output.model = field.model
    return output


class PublicRichTextField(Field):
    """Rich text, in all formats without links to objects that are not public."""

    def to_representation(self, html) -> str:
        return serialize(html, self.context["_wagtail_rich_text_format"])


class PrefetchedTagsField(Field):
    """Names of tags. Unlike Wagtail's field, it uses prefetched tags."""

    def to_representation(self, tags):
        return sorted(tag.name for tag in tags.all())


class PageTagsField(Field):
    """Names of the tags of a page, from `attach_tag_names` or, for a draft, from its unsaved tags.

    Declare it with `source="*"`.
    """

    def to_representation(self, page):
        if hasattr(page, "tag_names"):
            return page.tag_names
        return sorted(item.tag.name for item in page.tagged_items.all())


class HtmlUrlField(PageHtmlUrlField):
    def to_representation(self, page):
        # Passing the request caches the site root paths on it.
        return page.get_full_url(self.context["request"])


class AliasOfField(Field):
    """Original page of an alias, or None if it is not public."""

    def to_representation(self, page):
        original = load_one(Page, page.alias_of_id)
        return original and link_representation(original, self.context["request"])


class ParentField(Field):
    """Parent page, or None if it is not public."""

    def to_representation(self, page):
        if not page.path:
            return None  # preview of an unsaved page
        parent = self.context["view"].parent_of(page)
        return parent and link_representation(parent, self.context["request"])


class LocaleField(Field):
    def to_representation(self, locale):
        return locale.language_code
