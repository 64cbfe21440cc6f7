"""How the API v3 represents a page."""

import copy

from rest_framework.fields import SkipField
from wagtail.api.v3.schemas import read_generator
from wagtail.api.v3.schemas.base import build_discriminated_union
from wagtail.api.v3.schemas.generators.read import SchemaGenerator
from wagtail.api.v3.schemas.pages import PageMetaSchema, PageSchema, SimpleBasePageSchema
from wagtail.models import Page, get_page_models

from cms.visibility import public_pages


class VisiblePageMeta(PageMetaSchema):
    """Wagtail's schema, limited to public parent and original pages."""

    @staticmethod
    def resolve_parent(obj, context) -> Page | None:
        return public_pages(Page.objects.parent_of(obj)).first()

    @staticmethod
    def resolve_alias_of(obj, context) -> Page | None:
        return public_pages(Page.objects.filter(pk=obj.alias_of_id)).first()

    parent: SimpleBasePageSchema | None = None
    alias_of: SimpleBasePageSchema | None = None


class VisiblePage(PageSchema):
    meta: VisiblePageMeta


class Generator(SchemaGenerator):
    """Wagtail's schema generator, with the request in the context of serializer fields, which need it for URLs."""

    def __init__(self):
        super().__init__()
        self.field_schemas = read_generator.field_schemas

    @staticmethod
    def _custom_serializer_schema(api_field):
        annotation, default, _resolve = SchemaGenerator._custom_serializer_schema(api_field)

        def resolve(obj, context):
            field = copy.deepcopy(api_field.serializer)
            field.bind(field_name=api_field.name, parent=None)
            field._context = {"request": context["request"]}
            try:
                value = field.get_attribute(obj)
            except SkipField:
                return None
            return None if value is None else field.to_representation(value)

        return annotation, default, staticmethod(resolve)


_generator = Generator()
PageDetail = build_discriminated_union(
    get_page_models(), lambda model: _generator.generate_schema(model, base_class=VisiblePage)
)
