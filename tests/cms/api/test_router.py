import pytest
from django.core.exceptions import ImproperlyConfigured
from wagtail.models import Site

from cms.api.router import CORE_ENDPOINTS, build_router
from cms.api.v2.sites import SiteAPIViewSet
from tests.cms.plugins.test_plugin import make_plugin


class LeafletsAPIViewSet(SiteAPIViewSet):
    name = "leaflets"
    model = Site


def plugin(name, **endpoints):
    return make_plugin(name=name, label=name, modules={"api": {"endpoints": endpoints}})


def test_a_plugin_adds_nothing_by_itself():
    assert list(build_router([make_plugin()])._endpoints) == list(CORE_ENDPOINTS)


def test_the_endpoints_of_plugins_stand_beside_those_of_the_core():
    router = build_router([plugin("leaflets", leaflets=LeafletsAPIViewSet)])

    assert [str(pattern.pattern) for pattern in router.get_urlpatterns()] == [
        f"^{name}/" for name in (*CORE_ENDPOINTS, "leaflets")
    ]


def test_two_endpoints_of_one_name_are_refused_with_both_who_have_it():
    plugins = [plugin("leaflets", leaflets=LeafletsAPIViewSet), plugin("flyers", leaflets=LeafletsAPIViewSet)]

    with pytest.raises(ImproperlyConfigured, match=r"“leaflets” of “flyers” is already registered by “leaflets”"):
        build_router(plugins)


def test_no_plugin_takes_an_endpoint_of_the_core():
    with pytest.raises(ImproperlyConfigured, match=r"“pages” of “leaflets” is already registered by “cms”"):
        build_router([plugin("leaflets", pages=LeafletsAPIViewSet)])
