"""How the fields of members look in the API."""

from rest_framework.fields import Field
from typing_extensions import TypedDict


class CredentialRepresentation(TypedDict):
    name: str
    awarded_by: str
    year: int | None


class SpecialtiesField(Field):
    def to_representation(self, page) -> list[str]:
        return sorted(one.name for one in page.specialties.all())


class CredentialsField(Field):
    def to_representation(self, page) -> list[CredentialRepresentation]:
        return [{"name": one.name, "awarded_by": one.awarded_by, "year": one.year} for one in page.credentials.all()]
