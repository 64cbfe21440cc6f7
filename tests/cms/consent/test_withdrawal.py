"""A withdrawal is complete when it returns."""

import io
import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageLogEntry
from wagtail.signals import page_unpublished

from cms.consent.models import Consent, Withdrawal
from cms.consent.withdrawal import unpublish_expired, withdraw
from cms.context.channels import ANY_CHANNEL
from cms.roles.declaration import Role
from cms.roles.models import RoleGroup
from cms.testing.bodies import stored
from cms.testing.factories import ConsentFactory, ImageFactory
from tests.cms.consent.purging import purged
from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory, pair
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory, TestimonialFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def consent():
    return ConsentFactory(code="PH-1")


@pytest.fixture
def case(home, consent):
    album = GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home))
    page = CasePageFactory(parent=album, consent=consent, live=False, title="Case one")
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def picture_block(picture):
    image = {"image": picture.pk, "alt_text": "A leaf", "decorative": False}
    return stored([("image", {"image": image, "caption": "What is seen"})])


def files_of(pictures):
    return [
        (file.storage, file.name)
        for picture in pictures
        for file in [picture.file, *(rendition.file for rendition in picture.renditions.all())]
    ]


def exist(files):
    return {storage.exists(name) for storage, name in files}


def test_pages_go_offline_and_files_are_gone_when_it_returns(case, consent, client):
    photographs = case.photographs
    files = files_of(photographs)
    urls = [rendition.url for photograph in photographs for rendition in photograph.renditions.all()]
    assert {client.get(url).status_code for url in urls} == {200}
    assert exist(files) == {True}

    receipt = withdraw(consent, reason="She asked us to.")

    assert client.get(case.url).status_code == 404
    assert client.get(f"/api/v2/pages/{case.pk}/").status_code == 404
    assert {client.get(url).status_code for url in urls} == {404}
    assert exist(files) == {False}
    case.refresh_from_db()
    assert not case.live
    assert receipt.completed_at


def test_the_receipt_lists_what_when_from_where_and_what_is_left(case, consent, admin_client, admin_user):
    article = StandardPageFactory(parent=case.get_site().root_page, title="An article", live=False)
    article.body = picture_block(case.photographs[0])
    article.save_revision().publish()
    TestimonialFactory(consent=consent, quote="I am glad.")

    receipt = withdraw(consent, reason="She asked us to.", user=admin_user).as_json()

    assert receipt["consent"] == "PH-1"
    assert receipt["channels"] == ["the website", "apps that read the API"]
    assert receipt["withdrawn_by"] == admin_user.get_username()
    titles = {entry["title"] for entry in receipt["unpublished"]}
    assert {"Case one", "I am glad."} <= titles
    assert any("Edit “An article” and remove the empty place" in line for line in receipt["manual_steps"])
    assert any("Backups" in line for line in receipt["manual_steps"])
    assert any("saved version" in line for line in receipt["manual_steps"])
    json_url = reverse("wagtailsnippets_cms_consent_consent:receipt_json", args=[consent.pk])
    assert json.loads(admin_client.get(json_url).content) == receipt


def test_a_withdrawal_is_complete_if_the_person_may_not_unpublish_pages(case, consent):
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=case.get_site().root_page), consent=consent)
    officer = User.objects.create_user("officer")
    officer.groups.add(RoleGroup.objects.get(role=Role.PRIVACY_OFFICER).group)
    assert not case.permissions_for_user(officer).can_unpublish()

    receipt = withdraw(consent, reason="She asked us to.", user=officer)

    assert receipt.completed_at
    assert {case.title, story.title} <= {entry["title"] for entry in receipt.unpublished}
    for page in (case, story):
        page.refresh_from_db()
        assert not page.live
        assert PageLogEntry.objects.get(page=page, action="wagtail.unpublish").user == officer


def test_a_page_that_used_one_picture_among_many_stays_up_without_it(consent, home, client):
    blocked = ImageFactory(shows_patient=True, consent=consent)
    other = ImageFactory()
    blocked_key, other_key = (picture.file.name.rpartition("/")[2][:16] for picture in (blocked, other))
    page = StandardPageFactory(parent=home, live=False)
    page.body = picture_block(blocked) + picture_block(other)
    page.save_revision().publish()
    assert blocked_key in client.get(page.url).content.decode()

    withdraw(consent, reason="She asked us to.")

    html = client.get(page.url).content.decode()
    assert blocked_key not in html
    assert other_key in html
    assert html.count("What is seen") == 1
    blocks = client.get(f"/api/v2/pages/{page.pk}/").json()["body"]
    assert [bool(block["value"]["image"]) for block in blocks] == [False, True]
    assert blocks[0]["value"]["caption"] == ""


def test_an_old_version_does_not_bring_a_picture_back(case, consent, admin_client, client):
    revision = case.get_latest_revision()
    withdraw(consent, reason="She asked us to.")

    preview = admin_client.get(reverse("wagtailadmin_pages:revisions_view", args=[case.pk, revision.pk]))

    assert preview.status_code == 200
    assert "<img" not in preview.content.decode().partition("<main")[2].partition("</main")[0]


def test_withdrawing_twice_changes_nothing_and_finishes_what_was_interrupted(case, consent):
    first = withdraw(consent, reason="She asked us to.")
    Withdrawal.objects.update(completed_at=None)

    second = withdraw(consent, reason="Something else")

    assert second.pk == first.pk
    assert second.reason == "She asked us to."
    assert second.files_deleted == first.files_deleted
    assert second.completed_at


def test_caches_in_front_are_purged_at_once(case, consent, settings):
    settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": "tests.cms.consent.purging.RecordingBackend"}}
    purged.clear()
    urls = [rendition.full_url for photograph in case.photographs for rendition in photograph.renditions.all()]

    withdraw(consent, reason="She asked us to.")

    assert case.full_url in purged
    assert set(urls) <= set(purged)


class TestNothingIsForgotten:
    def test_photographs_of_a_draft_that_was_never_published_are_deleted_too(self, home, consent, client):
        album = GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home))
        draft = CasePageFactory(parent=album, consent=consent, live=False)
        files = files_of(draft.photographs)
        assert exist(files) == {True}

        withdraw(consent, reason="She asked us to.")

        assert exist(files) == {False}

    def test_so_are_those_that_were_added_in_a_draft_of_what_is_live(self, case, consent):
        added = ImageFactory()
        case.pairs = [*case.pairs.raw_data, pair(before=added)]
        case.save_revision()
        files = files_of([added])

        withdraw(consent, reason="She asked us to.")

        assert exist(files) == {False}

    def test_one_that_fails_to_go_down_is_hidden_and_does_not_keep_the_others_up(self, case, consent, client):
        story = StoryPageFactory(parent=StoryIndexPageFactory(parent=case.get_site().root_page), consent=consent)

        def refuse(instance, **kwargs):
            if instance.pk == case.pk:
                raise RuntimeError("A receiver is broken.")

        page_unpublished.connect(refuse)
        try:
            receipt = withdraw(consent, reason="She asked us to.")
        finally:
            page_unpublished.disconnect(refuse)

        assert not receipt.completed_at
        assert "could not be unpublished (A receiver is broken.)" in receipt.manual_steps[0]
        assert {client.get(page.url).status_code for page in (case, story)} == {404}
        assert withdraw(consent, reason="Again").completed_at
        case.refresh_from_db()
        assert not case.live

    def test_a_form_that_was_opened_before_does_not_bring_the_consent_back(self, consent):
        opened_before = Consent.objects.get(pk=consent.pk)
        withdraw(consent, reason="She asked us to.")

        opened_before.notes = "A second thought"
        opened_before.save()

        assert not opened_before.allows(ANY_CHANNEL)

    def test_caches_forget_the_pages_that_show_a_testimonial(self, case, consent, settings):
        settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": "tests.cms.consent.purging.RecordingBackend"}}
        purged.clear()
        about = StandardPageFactory(parent=case.get_site().root_page)
        TestimonialFactory(consent=consent, about=about)

        withdraw(consent, reason="She asked us to.")

        assert about.full_url in purged
        assert case.get_parent().full_url in purged

    def test_a_redirect_does_not_tell_the_address_of_what_is_hidden(self, case, consent, client):
        Redirect.objects.create(old_path="/old", redirect_page=case)
        assert "/old/" not in client.get("/old/")["Location"]

        withdraw(consent, reason="She asked us to.")

        assert client.get("/old/").status_code == 404


class TestTheCommand:
    def test_it_withdraws_and_prints_the_receipt(self, case, consent):
        out = io.StringIO()

        call_command("withdraw_consent", "PH-1", interactive=False, stdout=out)

        assert "Unpublished: case: Case one" in out.getvalue()
        assert "Still to do: Backups" in out.getvalue()
        consent.refresh_from_db()
        assert consent.withdrawn_at

    def test_an_unknown_code_is_named(self):
        with pytest.raises(CommandError, match="no consent with the code PH-404"):
            call_command("withdraw_consent", "PH-404", interactive=False)

    def test_who_does_not_type_the_code_changes_nothing(self, case, consent, monkeypatch):
        monkeypatch.setattr("builtins.input", lambda prompt: "yes")

        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command("withdraw_consent", "PH-1", stdout=io.StringIO())

        consent.refresh_from_db()
        assert not consent.withdrawn_at


class TestInTheAdmin:
    def url(self, name, consent):
        return reverse(f"wagtailsnippets_cms_consent_consent:{name}", args=[consent.pk])

    def test_staff_see_what_goes_press_the_button_and_get_the_receipt(self, case, consent, admin_client):
        assert self.url("withdraw", consent) in admin_client.get(self.url("edit", consent)).content.decode()
        assert "Case one" in admin_client.get(self.url("withdraw", consent)).content.decode()

        response = admin_client.post(self.url("withdraw", consent), {"reason": "She asked us to."}, follow=True)

        assert response.redirect_chain[-1][0] == self.url("receipt", consent)
        assert "Still to do by hand" in response.content.decode()
        consent.refresh_from_db()
        assert consent.withdrawn_at

    def test_the_editor_of_a_withdrawn_consent_leads_to_its_receipt(self, consent, admin_client):
        withdraw(consent, reason="She asked us to.")

        assert admin_client.get(self.url("edit", consent)).url == self.url("receipt", consent)

    @pytest.mark.parametrize("name", ["list", "edit", "usage", "history", "withdraw"])
    def test_its_pages_can_be_opened(self, name, consent, case, admin_client):
        url = reverse("wagtailsnippets_cms_consent_consent:list") + "?q=PH-1&state=active"

        assert admin_client.get(url if name == "list" else self.url(name, consent)).status_code == 200

    def test_it_is_not_deleted_and_not_copied(self, consent, admin_client):
        admin_client.post(self.url("delete", consent))

        assert Consent.objects.filter(pk=consent.pk).exists()
        with pytest.raises(NoReverseMatch):
            self.url("copy", consent)

    def test_the_signed_form_is_given_to_those_who_may_and_not_if_it_was_changed(self, consent, admin_client):
        consent.signed_form = ContentFile(b"%PDF-1.7 signed", name="scan.pdf")
        consent.save()
        response = admin_client.get(self.url("signed_form", consent))
        assert b"".join(response.streaming_content) == b"%PDF-1.7 signed"
        assert "no-store" in response["Cache-Control"]

        consent.signed_form.storage.delete(consent.signed_form.name)

        assert admin_client.get(self.url("signed_form", consent)).status_code == 302

    @pytest.mark.parametrize("name", ["withdraw", "receipt", "signed_form"])
    def test_others_may_not(self, name, consent, client, django_user_model):
        withdraw(consent, reason="She asked us to.") if name == "receipt" else None
        client.force_login(django_user_model.objects.create_user("editor"))

        assert client.get(self.url(name, consent)).status_code in (302, 403)
        assert client.post(self.url(name, consent), {"reason": "No"}).status_code in (302, 403, 405)


class TestExpiry:
    @pytest.fixture
    def expired(self, case, consent):
        Consent.objects.filter(pk=consent.pk).update(expires_on=timezone.localdate() - timedelta(days=1))

    def run(self, **options):
        out = io.StringIO()
        call_command("check_consents", stdout=out, **options)
        return out.getvalue()

    def test_it_hides_at_once_what_it_covered_and_the_command_only_tells(self, expired, case, client):
        assert client.get(case.url).status_code == 404

        said = self.run()

        assert "PH-1 expired on" in said
        assert "case: Case one" in said
        assert "Nothing was changed" in said
        case.refresh_from_db()
        assert case.live

    def test_told_to_it_takes_down_what_has_expired_and_keeps_the_pictures(self, expired, case):
        said = self.run(apply=True)

        assert "Unpublished: case: Case one (PH-1)" in said
        case.refresh_from_db()
        assert not case.live
        assert exist(files_of(case.photographs)) == {True}
        assert unpublish_expired() == []

    def test_it_warns_of_what_will_expire(self, case, consent):
        Consent.objects.filter(pk=consent.pk).update(expires_on=timezone.localdate() + timedelta(days=10))

        assert "PH-1 expires on" in self.run()


def test_a_story_is_gone_from_lists_search_and_sitemap(home, consent, client):
    story = StoryPageFactory(
        parent=StoryIndexPageFactory(parent=home), consent=consent, title="Zanzibar", slug="zanzibar", live=False
    )
    story.save_revision().publish()
    places = ["/search/?q=Zanzibar", "/sitemap.xml", story.get_parent().url, "/api/v2/pages/?limit=100"]
    found = [b"zanzibar" in client.get(url).content.replace(b"?q=Zanzibar", b"").lower() for url in places]
    assert all(found)

    withdraw(consent, reason="She asked us to.")

    for url in places:
        assert b"/zanzibar/" not in client.get(url).content
