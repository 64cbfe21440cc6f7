"""How galleries look in the API."""

from rest_framework.fields import Field

from cms.plugins.api import PageCard, card_representation


class ProceduresField(Field):
    """The procedures of a case, as cards. Declare it with `source="*"`."""

    def to_representation(self, case) -> list[PageCard]:
        return [card_representation(page, self.context["request"]) for page in case.procedures]
