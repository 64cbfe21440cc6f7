"""A form whose chooser has got a value that is no id is shown again with an error."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data

from tests.cms.page_forms import EMPTY_STANDARD_PAGE
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db
VALUES = ["on", "-1", "9" * 30, "1.5", "\u0663", "null", "[]"]


@pytest.mark.parametrize("field", ["listing_image", "about"])
def test_of_a_page(home, admin_client, field):
    url = reverse("wagtailadmin_pages:edit", args=[StandardPageFactory(parent=home).pk])
    for value in VALUES:
        response = admin_client.post(url, nested_form_data(EMPTY_STANDARD_PAGE | {field: value}))
        assert response.status_code == 200, value


@pytest.mark.parametrize("name", ["wagtailimages:add", "wagtaildocs:add"])
def test_of_a_consent(admin_client, name):
    for value in VALUES:
        assert admin_client.post(reverse(name), {"consent": value}).status_code == 200, value
