"""What was withdrawn or deleted since a backup stays so when it is restored."""

import json
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission, User
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, GroupPagePermission, Page, PageViewRestriction

from cms.backup import recording, tombstones
from cms.backup.models import PendingTombstone
from cms.backup.replay import replay
from cms.consent.models import Consent
from cms.consent.withdrawal import withdraw
from cms.images.models import ContentImage
from cms.testing.factories import ConsentFactory, DocumentFactory, ImageFactory
from tests.cms.api.factories import ApiTokenFactory
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def since_the_backup(change):
    """Make `change`, undo it in the database, as a restore of an older backup does, and return its entries."""
    with transaction.atomic():
        change()
        entries = [
            tombstones._entry(row.at, row.kind, row.details, model=row.model, id=row.object_id)
            for row in PendingTombstone.objects.order_by("pk")
        ]
        transaction.set_rollback(True)
    return json.loads(json.dumps(entries))


def replayed(change):
    """Apply the entries of `change` to a database without it, twice, and return the report of the first time."""
    entries = since_the_backup(change)
    report = replay(entries)
    assert not replay(entries).left
    return report


@pytest.fixture
def leaves(home):
    return StandardPageFactory(parent=home)


@pytest.fixture
def group():
    group = Group.objects.create(name="Some")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


@pytest.fixture
def user(group):
    user = User.objects.create_superuser("staff", password="leaf and stone")
    user.groups.add(group)
    return user


# Patients


def test_a_withdrawn_consent_is_withdrawn_again_with_its_time(story, client):
    assert client.get(story.url).status_code == 200
    before = timezone.now()

    report = replayed(lambda: withdraw(story.consent, reason="Anna asked us to."))

    consent = Consent.objects.get(pk=story.consent_id)
    assert before < consent.withdrawn_at < timezone.now()
    assert consent.withdrawal.completed_at
    assert client.get(story.url).status_code == 404
    assert report.applied["withdrawn"] == 1


def test_a_consent_is_found_by_its_code(story):
    entries = since_the_backup(lambda: withdraw(story.consent, reason="She asked us to."))
    for entry in entries:
        entry["id"] = "999999"

    replay(entries)

    assert Consent.objects.get(code="PH-1").withdrawn_at


def test_a_consent_that_was_restricted_stays_so():
    consent = ConsentFactory()

    def change():
        consent.expires_on, consent.on_apps, consent.covers_face = date(2026, 1, 2), False, False
        consent.save()

    replayed(change)

    consent = Consent.objects.get()
    assert (consent.expires_on, consent.on_apps, consent.covers_face) == (date(2026, 1, 2), False, False)
    assert consent.on_website


def test_a_consent_that_was_extended_is_that_of_the_backup():
    consent = ConsentFactory(on_apps=False, expires_on=date(2030, 1, 1))

    def change():
        consent.expires_on, consent.on_apps = None, True
        consent.save()

    assert since_the_backup(change) == []


@pytest.mark.parametrize(("factory", "field"), [(ImageFactory, "shows_patient"), (DocumentFactory, "tells_story")])
def test_a_file_that_was_marked_as_a_patients_stays_so(factory, field):
    marked = factory()

    def change():
        setattr(marked, field, True)
        marked.save()

    replayed(change)

    assert getattr(type(marked).objects.get(), field)


def test_an_image_that_was_deleted_is_deleted_with_its_file(django_capture_on_commit_callbacks):
    image = ImageFactory()
    name = image.file.name

    with django_capture_on_commit_callbacks(execute=True):
        replayed(ContentImage.objects.get(pk=image.pk).delete)

    assert not ContentImage.objects.exists()
    assert not default_storage.exists(name)


def test_a_message_that_was_deleted_stays_so(home):
    message = FormSubmission.objects.create(page=home.page_ptr, form_data={"name": "Anna"})

    replayed(FormSubmission.objects.get(pk=message.pk).delete)

    assert not FormSubmission.objects.exists()


def test_a_model_of_a_plugin_can_join(monkeypatch):
    assert not recording._stays_erased(Redirect)

    monkeypatch.setattr(Redirect, "stays_erased", True, raising=False)

    assert recording._stays_erased(Redirect)


# Pages


def test_a_page_that_was_deleted_is_deleted_with_those_below_it(leaves):
    StandardPageFactory(parent=leaves)

    replayed(Page.objects.get(pk=leaves.pk).delete)

    assert not Page.objects.filter(path__startswith=leaves.path).exists()


def test_pages_that_were_moved_away_before_are_not_lost(leaves, home):
    below = StandardPageFactory(parent=leaves)

    def change():
        Page.objects.get(pk=below.pk).move(home, "last-child")
        Page.objects.get(pk=leaves.pk).delete()

    report = replay(since_the_backup(change))

    assert Page.objects.get(pk=below.pk).live
    assert not Page.objects.get(pk=leaves.pk).live
    assert f"pages below it ({below.pk}) were moved away" in report.left[0]


def test_a_page_that_was_unpublished_stays_so(leaves):
    replayed(leaves.unpublish)

    assert not Page.objects.get(pk=leaves.pk).live


def test_a_page_that_was_made_private_is_private_for_staff(leaves, client):
    replayed(lambda: PageViewRestriction.objects.create(page=leaves, restriction_type="password", password="leaf"))

    assert PageViewRestriction.objects.get().restriction_type == "login"
    assert client.get(leaves.url).status_code == 302


def test_a_collection_that_was_made_private_is_private_for_staff():
    collection = Collection.get_first_root_node().add_child(name="Some")

    replayed(lambda: collection.view_restrictions.create(restriction_type="login"))

    assert collection.view_restrictions.count() == 1


# Accounts


@pytest.mark.parametrize("field", ["is_active", "is_superuser"])
def test_an_account_that_was_restricted_stays_so(user, field):
    def change():
        setattr(user, field, False)
        user.save()

    replayed(change)

    assert not getattr(User.objects.get(), field)


def test_accounts_that_were_deactivated_together_stay_so(user, admin_client):
    url = reverse("wagtail_bulk_action", args=["auth", "user", "set_active_state"])

    replayed(lambda: admin_client.post(f"{url}?id={user.pk}", {"mark_as_active": "False"}))

    assert not User.objects.get(pk=user.pk).is_active


def test_a_password_that_was_changed_does_not_come_back(user):
    def change():
        user.set_password("stone and leaf")
        user.save()

    entries = since_the_backup(change)
    replay(entries)

    assert not User.objects.get().has_usable_password()
    assert entries[0]["details"] == {"fields": {"password": "!"}}


def test_an_account_that_was_deleted_stays_so(user):
    replayed(User.objects.get(pk=user.pk).delete)

    assert not User.objects.exists()


def test_a_second_factor_that_was_removed_stays_so(user):
    factor = Authenticator.objects.create(user=user, type="totp", data={})

    replayed(Authenticator.objects.get(pk=factor.pk).delete)

    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda user, group: user.groups.remove(group),
        lambda user, group: user.groups.clear(),
        lambda user, group: group.user_set.remove(user),
        lambda user, group: group.user_set.clear(),
    ],
)
def test_a_role_that_was_taken_away_stays_so(user, group, change):
    replayed(lambda: change(user, group))

    assert not user.groups.exists()
    assert group.permissions.exists()


def test_a_permission_that_a_role_has_lost_stays_so(group, home):
    on_page = GroupPagePermission.objects.create(
        group=group, page=home, permission=Permission.objects.get(codename="publish_page")
    )

    def change():
        group.permissions.clear()
        GroupPagePermission.objects.get(pk=on_page.pk).delete()

    replayed(change)

    assert not group.permissions.exists()
    assert not GroupPagePermission.objects.filter(group=group).exists()


def test_a_token_that_was_revoked_stays_so():
    token = ApiTokenFactory()

    replayed(token.revoke)

    token.refresh_from_db()
    assert token.state == "revoked"
