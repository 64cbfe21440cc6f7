"""How the fields of members look in the API."""

from rest_framework.fields import Field
from typing_extensions import TypedDict


class CredentialRepresentation(TypedDict):
    name: str
    awarded_by: str
    year: int | None


class SpecialtiesField(Field):
    def to_representation(self, page) -> list[str]:
        return sorted(specialty.name for specialty in page.specialties.all())


class CredentialsField(Field):
    def to_representation(self, page) -> list[CredentialRepresentation]:
        return [
            {"name": credential.name, "awarded_by": credential.awarded_by, "year": credential.year}
            for credential in page.credentials.all()
        ]
