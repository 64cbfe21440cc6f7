"""What the content type and its page types promise."""

from cms.testing.contracts import ContentTypeContract
from tests.contracts import PageTypeContract
from tests.home.factories import ContactPageFactory, HomePageFactory, StandardPageFactory


class TestHome(ContentTypeContract):
    label = "home"


class TestHomePage(PageTypeContract):
    factory = HomePageFactory


class TestStandardPage(PageTypeContract):
    factory = StandardPageFactory


class TestContactPage(PageTypeContract):
    factory = ContactPageFactory
    internal = frozenset({"notify"})
