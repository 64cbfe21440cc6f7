"""Staff save drafts of the practice and the menus, preview, schedule and publish them."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.sites.models import Menus, Practice
from cms.testing.factories import ImageFactory
from tests.home.factories import HomePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db
SHOWN = "The Bay Practice"
DRAFT = "The Harbor Practice"


@pytest.fixture
def site(home):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def other_site(home):
    root = HomePageFactory(parent=Page.get_first_root_node(), slug="other")
    return Site.objects.create(hostname="other.example.com", root_page=root)


@pytest.fixture
def practice(site):
    practice = Practice.for_editing(site)
    practice.name = SHOWN
    practice.save_revision().publish()
    practice.refresh_from_db()
    return practice


def url(view, model=Practice, *args):
    return reverse(f"wagtailsnippets_cms_sites_{model._meta.model_name}:{view}", args=args)


def form(**values):
    """Return the data of the practice's form, with `values`."""
    data = {}
    for field in Practice._meta.get_fields():
        if field.name in ("phones", "hours", "footer_notices"):
            data[field.name] = streamfield([])
        elif field.name == "screening_text":
            data[field.name] = rich_text("")
        elif field.concrete and field.editable:
            data[field.name] = field.get_default() or ""
    return nested_form_data(data | values)


def said(client):
    """Return what the site and the API say together."""
    return client.get("/").content.decode() + client.get("/api/v2/practice/").content.decode()


def draft(practice, **values):
    for name, value in values.items():
        setattr(practice, name, value)
    return practice.save_revision()


@pytest.mark.parametrize("model", [Practice, Menus])
def test_the_only_site_is_opened_at_once_and_stays_empty_until_something_is_published(model, site, admin_client):
    response = admin_client.get(url("list", model), follow=True)

    assert response.status_code == 200
    assert response.redirect_chain == [(url("edit", model, model.objects.get(site=site).pk), 302)]
    assert not model.objects.get().live
    assert model.for_site(site).pk is None


def test_several_sites_are_listed(practice, other_site, admin_client):
    html = admin_client.get(url("list")).content.decode()

    for one in Practice.objects.all():
        assert url("edit", Practice, one.pk) in html
    assert "other.example.com" in html
    assert Practice.objects.count() == 2


def test_a_draft_changes_nothing_until_it_is_published(practice, admin_client, client):
    edit = url("edit", Practice, practice.pk)

    assert admin_client.post(edit, form(name=DRAFT)).status_code == 302

    assert DRAFT in admin_client.get(edit).content.decode()
    assert SHOWN in said(client)
    assert DRAFT not in said(client)

    assert admin_client.post(edit, form(name=DRAFT) | {"action-publish": "yes"}).status_code == 302

    assert DRAFT in said(client)
    assert SHOWN not in said(client)


def test_a_practice_that_was_never_published_is_empty(site, client):
    draft(Practice.for_editing(site), name=DRAFT)
    Practice.objects.update(name=DRAFT)

    assert DRAFT not in said(client)
    assert client.get("/api/v2/practice/").json()["name"] == ""


def test_the_preview_is_the_home_page_with_the_draft(practice, admin_client, client):
    preview = url("preview_on_edit", Practice, practice.pk)

    assert admin_client.post(preview, form(name=DRAFT)).json() == {"is_valid": True, "is_available": True}
    html = admin_client.get(preview).content.decode()

    assert practice.site.root_page.title in html
    assert DRAFT in html
    assert SHOWN not in html
    assert DRAFT not in said(client)


def test_the_preview_is_of_the_site_that_the_menus_belong_to(practice, other_site):
    Practice.objects.create(site=other_site, name="The other practice")
    menus = Menus.for_editing(other_site)
    page = StandardPageFactory(parent=other_site.root_page, title="Directions")
    menus.main = [("link", {"label": "How to find us", "page": page, "url": ""})]

    html = menus.make_preview_request(RequestFactory().get("/")).content.decode()

    assert "The other practice" in html
    assert "How to find us" in html


def test_a_scheduled_draft_is_shown_when_its_time_comes(practice, admin_client, client):
    later = timezone.now() + timedelta(days=1)
    data = form(name=DRAFT, go_live_at=timezone.localtime(later).strftime("%Y-%m-%d %H:%M"))

    admin_client.post(url("edit", Practice, practice.pk), data | {"action-publish": "yes"})
    call_command("publish_scheduled")
    assert SHOWN in said(client)
    assert DRAFT not in said(client)
    # Publishing another version now would drop the schedule.
    admin_client.post(url("edit", Practice, practice.pk), form(name="Another") | {"action-publish": "yes"})
    assert "Another" not in said(client)

    with time_machine.travel(later + timedelta(minutes=1)):
        call_command("publish_scheduled")
    assert DRAFT in said(client)


def test_a_site_cannot_lose_what_is_published(practice, admin_client, client):
    """Staff cannot unpublish, expire or delete it, because the site would have no name and no menu."""
    html = admin_client.get(url("edit", Practice, practice.pk)).content.decode()

    assert "go_live_at" in html
    assert "expire_at" not in html
    assert "action-publish" in html
    assert "action-unpublish" not in html
    with pytest.raises(NoReverseMatch):
        url("unpublish", Practice, practice.pk)
    for address in (url("delete", Practice, practice.pk), url("add")):
        assert admin_client.post(address).status_code == 302
    assert Practice.objects.get() == practice
    assert SHOWN in said(client)


def test_its_history_leads_to_the_draft(practice, admin_client):
    admin_client.post(url("edit", Practice, practice.pk), form(name=DRAFT))

    html = admin_client.get(url("history", Practice, practice.pk)).content.decode()
    practice.refresh_from_db()

    preview = url("revisions_view", Practice, practice.pk, practice.get_latest_revision().pk)
    assert preview in html
    assert DRAFT in admin_client.get(preview).content.decode()


def test_whoever_may_edit_and_not_publish_saves_drafts(practice, django_user_model, client):
    editor = django_user_model.objects.create_user("editor", "editor@example.com", "secret")
    for label, name in (("wagtailadmin", "access_admin"), ("cms_sites", "change_practice")):
        editor.user_permissions.add(Permission.objects.get(content_type__app_label=label, codename=name))
    client.force_login(editor)
    edit = url("edit", Practice, practice.pk)

    client.post(edit, form(name=DRAFT) | {"action-publish": "yes"})
    assert DRAFT not in said(client)
    assert DRAFT in client.get(edit).content.decode()

    assert client.get(url("list", Menus)).status_code == 302
    assert not Menus.objects.exists()


def test_a_picture_without_consent_is_not_published(practice, admin_client, client):
    image = ImageFactory(shows_patient=True)

    response = admin_client.post(
        url("edit", Practice, practice.pk), form(name=DRAFT, book_image=image.pk) | {"action-publish": "yes"}
    )

    assert "no consent is chosen for it" in response.content.decode()
    assert DRAFT not in said(client)


def test_the_admin_reads_the_name_of_the_practice_once_and_no_menus(practice, admin_client):
    with CaptureQueriesContext(connection) as queries:
        response = admin_client.get(reverse("wagtailadmin_home"))

    assert practice.name in response.content.decode()
    asked = [query["sql"] or "" for query in queries]
    assert sum('FROM "cms_sites_practice"' in sql for sql in asked) == 1
    assert not [sql for sql in asked if "cms_sites_menus" in sql]


def test_it_goes_with_its_site(practice):
    practice.site.delete()

    assert not Practice.objects.exists()
