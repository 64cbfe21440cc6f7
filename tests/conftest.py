import gc

import pytest
from wagtail.models import Page, Site

from home.models import HomePage
from tests.home.factories import HomePageFactory

pytest_plugins = ["cms.testing.fixtures"]
LONG = (
    "tests/stale/",
    "tests/browser/",
    "tests/plugins/",
    "test_load_sample_content",
    "test_never_a_draft",
    "test_conformance",
    "test_state_machine",
)


def pytest_collection_modifyitems(items):
    """Begin with what takes long, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: not any(name in item.nodeid for name in LONG))


def pytest_collection_finish():
    """Let the garbage collector pass over what was loaded, and run less often: it takes a fifteenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def templates(request, django_db_setup):
    """Return the folder of the migrated test databases."""
    return request.config.cache.mkdir("databases")


@pytest.fixture
def home(db):
    """Return a published home page, the root of the default site."""
    page = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home")
    site = Site.objects.get(is_default_site=True)
    site.root_page = page
    site.save()
    return page


@pytest.fixture
def page_of(home):
    """Make a page with a factory, where its type may stand in the tree of the site."""
    from tests.factories import FACTORIES

    def make(model, **kwargs):
        if model is HomePage:
            for name, value in kwargs.items():
                setattr(home, name, value)
            home.save()
            return home
        (above, *others) = model.allowed_parent_page_models()
        parent = home if others else make(above)
        return FACTORIES[model._meta.label](parent=parent, **kwargs)

    return make
