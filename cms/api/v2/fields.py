"""Fields of serializers that show what Wagtail's own fields would not, or would fetch one by one."""

from rest_framework.fields import Field
from wagtail.api.v2.serializers import (
    PageHtmlUrlField,
)
from wagtail.models import Page

from cms.loader import load_one
from cms.pages.cards import link_representation
from cms.pages.richtext.expansion import serialize


class ShownRichTextField(Field):
    """A rich text. Unlike Wagtail's, it leads in all formats to nothing that is not public."""

    def to_representation(self, html) -> str:
        return serialize(html, self.context["_wagtail_rich_text_format"])


class PrefetchedTagsField(Field):
    """The names of tags. Unlike Wagtail's, it takes those that were fetched for the whole list."""

    def to_representation(self, tags):
        return sorted(tag.name for tag in tags.all())


class PageTagsField(Field):
    """The names of the tags of a page: those that `attach_tag_names` fetched, or those of a draft.

    Declare it with `source="*"`.
    """

    def to_representation(self, page):
        if hasattr(page, "tag_names"):
            return page.tag_names
        return sorted(item.tag.name for item in page.tagged_items.all())


class HtmlUrlField(PageHtmlUrlField):
    def to_representation(self, page):
        # With the request, since the addresses of sites are then asked for once an answer.
        return page.get_full_url(self.context["request"])


class AliasOfField(Field):
    """The page that this one is an alias of. Unlike Wagtail's, it names none that is not public."""

    def to_representation(self, page):
        original = load_one(Page, page.alias_of_id)
        return original and link_representation(original, self.context["request"])


class ParentField(Field):
    """The page above, if it is public."""

    def to_representation(self, page):
        if not page.path:
            return None  # a preview of a page that is not saved yet
        above = self.context["view"].get_base_queryset().filter(path=page.path[: -page.steplen]).first()
        return above and link_representation(above, self.context["request"])


class LocaleField(Field):
    def to_representation(self, locale):
        return locale.language_code
