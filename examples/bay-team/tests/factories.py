import factory

from bay_team.models import Credential, MemberPage, Specialty, TeamPage
from cms.testing.factories import ContentPageFactory, DocumentFactory


class TeamPageFactory(ContentPageFactory):
    class Meta:
        model = TeamPage


class SpecialtyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Specialty

    name = factory.Sequence(lambda n: f"Specialty {n}")


class MemberPageFactory(ContentPageFactory):
    """A member with a credential and a specialty."""

    class Meta:
        model = MemberPage
        skip_postgeneration_save = True

    post = "Surgeon"

    @factory.post_generation
    def with_credentials(page, create, extracted, **kwargs):
        page.specialties = [SpecialtyFactory()]
        page.credentials = [Credential(name="Doctor", awarded_by="A school", year=1998, proof=DocumentFactory())]
        page.save()
