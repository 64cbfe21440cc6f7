import pytest

from cms.testing.factories import ImageFactory
from cms.testing.review import make_reviewer
from tests.articles.factories import ProcedureIndexPageFactory, ProcedurePageFactory


@pytest.fixture(autouse=True)
def _review_is_required(settings):
    settings.REVIEW_REQUIRED = True


@pytest.fixture
def reviewer(db):
    """Return the profile of a user who may sign."""
    return make_reviewer()


@pytest.fixture
def draft(home):
    """Return a draft of a procedure with a picture, which nobody has signed."""
    index = ProcedureIndexPageFactory(parent=home)
    page = ProcedurePageFactory(parent=index, title="Facelift", live=False, listing_image=ImageFactory())
    page.save_revision()
    return page
