"""How galleries look in the API."""

from rest_framework.fields import Field
from wagtail.models import Page

from cms.pages.cards import PageCard, card_representation
from cms.pages.loading import get_many


class ProceduresField(Field):
    """The procedures of a case, as cards. Declare it with `source="*"`."""

    def to_representation(self, case) -> list[PageCard]:
        pages = get_many(Page, [one.procedure_id for one in case.case_procedures.all()]).values()
        return [
            card_representation(page, self.context["request"]) for page in sorted(pages, key=lambda page: page.title)
        ]
