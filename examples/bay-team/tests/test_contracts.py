"""What the content type and its page types promise."""

from cms.testing.contracts import ContentTypeContract, PageTypeContract
from tests.factories import MemberPageFactory, TeamPageFactory


class TestTeam(ContentTypeContract):
    label = "team"


class TestTeamPage(PageTypeContract):
    factory = TeamPageFactory


class TestMemberPage(PageTypeContract):
    factory = MemberPageFactory
