"""What the content type and its page types promise."""

from cms.testing.contracts import ContentTypeContract, PageTypeContract, SnippetContract
from tests.factories import MemberPageFactory, SpecialtyFactory, TeamPageFactory


class TestTeam(ContentTypeContract):
    label = "team"


class TestTeamPage(PageTypeContract):
    factory = TeamPageFactory


class TestMemberPage(PageTypeContract):
    factory = MemberPageFactory


class TestSpecialty(SnippetContract):
    factory = SpecialtyFactory
    endpoint = "specialties"
