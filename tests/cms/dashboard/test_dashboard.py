"""The first page of the admin: what waits for the user."""

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Workflow

from cms.consent.models import Consent
from cms.testing.factories import ConsentFactory, ImageFactory
from cms.testing.queries import assert_as_many_queries, queries_of
from cms.testing.review import make_reviewer, sign_off
from home.models import ContactSubmission
from testimonials.models import StoryIndexPage
from tests.articles.factories import ArticlePageFactory
from tests.home.factories import ContactPageFactory, StandardPageFactory
from tests.testimonials.factories import StoryPageFactory, TestimonialFactory

pytestmark = pytest.mark.django_db
HOME = reverse("wagtailadmin_home")


@pytest.fixture
def editor(home):
    user = User.objects.create_user("editor")
    user.groups.add(Group.objects.get(name="Editor"))
    return user


def sections(client, user):
    """Return heading and entries of the sections that `user` sees."""
    client.force_login(user)
    response = client.get(HOME)
    html = unescape(response.content.decode())
    (panel,) = [panel for panel in response.context["panels"] if getattr(panel, "name", "") == "sections"]
    found = panel.get_context_data({"request": response.wsgi_request})["sections"]
    assert all(f"{section.heading} ({section.number})" in html for section in found)
    assert ("Nothing to do." in html) == (not found)
    return {section.name: section for section in found}


def test_users_with_nothing_to_do_are_told_so(editor, client):
    assert sections(client, editor) == {}


def test_the_draft_of_a_user_is_listed_for_them_until_it_is_published(home, editor, client):
    page = StandardPageFactory(parent=home, title="Parking")
    page.title = "Parking and buses"
    page.save_revision(user=editor)
    client.force_login(editor)

    drafts = sections(client, editor)["own-drafts"]
    assert [(entry.text, entry.url) for entry in drafts.entries] == [
        ("Parking and buses", reverse("wagtailadmin_pages:edit", args=[page.pk]))
    ]
    assert [found.pk for found in client.get(drafts.url).context["object_list"]] == [page.pk]
    assert "own-drafts" not in sections(client, User.objects.create_superuser("other"))

    page.get_latest_revision().publish()
    assert sections(client, editor) == {}


def test_submitted_pages_wait_for_those_who_may_decide_and_are_noted_at_the_draft(home, editor, client):
    page = StandardPageFactory(parent=home, title="Parking", live=False)
    page.save_revision(user=editor)
    Workflow.objects.get().start(page, editor)
    moderator = User.objects.create_user("moderator")
    moderator.groups.add(Group.objects.get(name="Publisher"))

    decisions = sections(client, moderator)["decisions"]
    assert [entry.text for entry in decisions.entries] == ["Parking"]
    assert client.get(decisions.url).context["object_list"][0].revision.object_str == "Parking"
    assert [entry.note for entry in sections(client, editor)["own-drafts"].entries] == ["submitted"]


def test_reviewers_see_the_pages_to_review_and_those_whose_review_is_due_soon(home, client):
    reviewer = make_reviewer()
    assert sections(client, reviewer.user) == {}
    draft = page_to_review(home, title="Draft", live=False)
    soon = page_to_review(home, title="Soon")
    sign_off(soon, reviewer, next_review_due=timezone.localdate() + timedelta(days=20))

    found = sections(client, reviewer.user)

    assert [entry.text for entry in found["reviews"].entries] == ["Draft"]
    assert found["reviews"].entries[0].url == reverse("cms_review:review", args=[draft.pk])
    assert [entry.text for entry in found["reviews-due"].entries] == ["Soon"]


def page_to_review(home, **values):
    page = ArticlePageFactory(parent=home, **values)
    page.save_revision()
    return page


def test_refused_and_late_schedules_are_shown_to_those_who_publish(home, page_of, client):
    consent = ConsentFactory()
    story = StoryPageFactory(parent=page_of(StoryIndexPage), title="Story", consent=consent, live=False)
    late = StandardPageFactory(parent=home, title="Parking", live=False)
    for page in (story, late):
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision(approved_go_live_at=page.go_live_at)
    revisions = [page.get_latest_revision() for page in (story, late)]
    Consent.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    for revision in revisions:
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    revisions[0].refresh_from_db()
    revisions[0].publish(log_action="wagtail.publish.scheduled")
    admin = User.objects.create_superuser("admin")

    schedules = sections(client, admin)["schedules"]

    notes = {entry.text: entry.note for entry in schedules.entries}
    assert "expired on" in notes["Story"]
    assert notes["Parking"].startswith("late, due on")
    assert {page.title for page in client.get(schedules.url).context["object_list"]} == {"Story", "Parking"}
    editor = User.objects.create_user("editor")
    editor.groups.add(Group.objects.get(name="Editor"))
    assert "schedules" not in sections(client, editor)

    story.save_revision()
    assert [entry.text for entry in sections(client, admin)["schedules"].entries] == ["Parking"]


def test_refused_and_late_schedules_of_testimonials_are_shown_to_those_who_publish(home, editor, client):
    consent = ConsentFactory()
    refused, late = (TestimonialFactory(consent=consent, live=False) for _ in range(2))
    schedule_an_hour_ago(refused)
    Consent.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    refused.latest_revision.publish(log_action="wagtail.publish.scheduled")
    schedule_an_hour_ago(late)
    admin = User.objects.create_superuser("admin")

    schedules = sections(client, admin)["snippet-schedules"]

    notes = {entry.url: entry.note for entry in schedules.entries}
    urls = [reverse("wagtailsnippets_testimonials_testimonial:edit", args=[found.pk]) for found in (late, refused)]
    assert list(notes) == urls
    assert notes[urls[0]].startswith("late, due on")
    assert "expired on" in notes[urls[1]]
    assert "snippet-schedules" not in sections(client, editor)

    refused.save_revision()
    assert [entry.url for entry in sections(client, admin)["snippet-schedules"].entries] == urls[:1]


def schedule_an_hour_ago(instance):
    instance.go_live_at = timezone.now() - timedelta(hours=1)
    instance.save_revision(approved_go_live_at=instance.go_live_at)
    instance.refresh_from_db()


def test_consents_images_and_hidden_pages_are_shown_to_those_who_may_mend_them(page_of, editor, client):
    consent = ConsentFactory()
    story = StoryPageFactory(parent=page_of(StoryIndexPage), title="Story", consent=consent)
    Consent.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    ConsentFactory(code="PH-9", expires_on=timezone.localdate() + timedelta(days=9))
    image = ImageFactory(title="Door", description="")

    found = sections(client, User.objects.create_superuser("admin"))

    assert [entry.text for entry in found["expiring-consents"].entries] == ["PH-9"]
    assert [entry.url for entry in found["images-without-description"].entries] == [
        reverse("wagtailimages:edit", args=[image.pk])
    ]
    (hidden,) = found["hidden-pages"].entries
    assert hidden.text == "Story"
    assert hidden.note.startswith("hidden: consent expired on")
    for name in ("expiring-consents", "images-without-description", "hidden-pages"):
        assert client.get(found[name].url).context["object_list"].count() == 1
    assert sections(client, editor).keys() == {"images-without-description", "hidden-pages"}
    publisher = User.objects.create_user("publisher")
    publisher.groups.add(Group.objects.get(name="Publisher"))
    assert sections(client, publisher).keys() == {"images-without-description", "hidden-pages"}
    assert story.live


def test_unread_messages_are_read_once_the_list_was_opened(home, client, editor):
    contact = ContactPageFactory(parent=home, title="Contact us")
    for _ in range(2):
        ContactSubmission.objects.create(page=contact, form_data={"your_name": "Ann"}, accepted_wording="Yes")
    assert "messages" not in sections(client, editor)
    editor.user_permissions.add(Permission.objects.get(codename="read_contactsubmission"))
    editor = User.objects.get(pk=editor.pk)

    messages = sections(client, editor)["messages"]
    assert messages.number == 2
    (entry,) = messages.entries
    client.get(entry.url, {"export": "csv"})
    assert sections(client, editor)["messages"].number == 2

    assert client.get(entry.url).content.decode().count("new") >= 2
    assert sections(client, editor) == {}
    log = reverse("wagtailadmin_pages:history", args=[contact.pk])
    assert "Messages were read for the first time" in client.get(log).content.decode()


@pytest.mark.slow
def test_many_things_to_do_cost_as_many_queries_as_few(home, page_of, admin_client, admin_user):
    index, contact = page_of(StoryIndexPage), ContactPageFactory(parent=home)
    reviewer, workflow = make_reviewer(), Workflow.objects.get()

    def queries(number):
        consent = ConsentFactory()
        for _ in range(number):
            ConsentFactory(expires_on=timezone.localdate() + timedelta(days=9))
            ContactSubmission.objects.create(page=contact, form_data={}, accepted_wording="Yes")
            ImageFactory(description="")
            StoryPageFactory(parent=index, consent=consent)
            page = StandardPageFactory(parent=home, live=False)
            page.save_revision(user=admin_user, approved_go_live_at=timezone.now() - timedelta(hours=1))
            workflow.start(page, admin_user)
            schedule_an_hour_ago(TestimonialFactory(live=False))
            Page.objects.filter(pk=page.pk).update(locked=True, locked_by=admin_user)
            page_to_review(home, live=False)
            sign_off(page_to_review(home), reviewer, next_review_due=timezone.localdate() + timedelta(days=1))
        Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
        return queries_of(admin_client, HOME)

    assert_as_many_queries(queries(6), queries(19))
    found = sections(admin_client, admin_user)
    assert {name for name, section in found.items() if section.number >= 25} == {
        *("messages", "reviews", "decisions", "schedules", "reviews-due", "own-drafts", "hidden-pages"),
        *("expiring-consents", "images-without-description", "locked-pages", "snippet-schedules"),
    }


def test_the_name_and_the_mark_of_the_practice_stand_in_the_admin(admin_client, client, home):
    from cms.sites.models import Practice

    Practice.objects.create(site=home.get_site(), name="Harbor Clinic", live=True)

    html = admin_client.get(HOME).content.decode()

    assert "cms/icon.svg" in html
    assert "Harbor Clinic" in html.partition("</title>")[0]
    assert "Harbor Clinic" in client.get(reverse("account_login")).content.decode()
