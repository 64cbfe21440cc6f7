"""Claims in the admin: their form, chooser, withdrawal, and the report."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from cms.claims.models import Claim
from cms.testing.bodies import stored, text
from cms.testing.factories import ClaimFactory
from cms.testing.forms import stream_data
from cms.testing.queries import count_queries
from tests.cms.claims.test_pages import WORDS, body_of, embed, expire
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db
LIST = reverse("wagtailsnippets_cms_claims_claim:list")
REPORT = reverse("cms_claims_report")


def url_of(name, claim):
    return reverse(f"wagtailsnippets_cms_claims_claim:{name}", args=[claim.pk])


def said(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


@pytest.fixture
def editor(client):
    """Return a client of somebody who may enter the admin, and see and change claims, but not withdraw them."""
    user = User.objects.create_user("editor", password="secret")
    allowed = Permission.objects.filter(codename__in=["access_admin", "view_claim", "add_claim", "change_claim"])
    user.user_permissions.set(allowed)
    client.force_login(user)
    return client


def form_of_claim(user, **changes):
    day = timezone.localdate()
    return nested_form_data(
        {
            "text": WORDS,
            "basis": streamfield([("own_records", "All of one year.")]),
            "denominator": "120",
            "counted": "patients",
            "as_of": str(day),
            "expires_on": str(day + timedelta(days=300)),
            "owner": str(user.pk),
            "action-publish": "action-publish",
        }
        | changes
    )


class TestForm:
    def test_staff_publish_a_claim(self, admin_client, admin_user):
        answer = admin_client.post(reverse("wagtailsnippets_cms_claims_claim:add"), form_of_claim(admin_user))

        assert answer.status_code == 302, answer.context["form"].errors
        (claim,) = Claim.objects.all().shown()
        assert claim.owner == admin_user
        assert claim.represent()["basis"]["text"] == "All of one year."

    def test_whoever_makes_a_claim_owns_it_unless_they_choose_another(self, admin_client, admin_user):
        form = admin_client.get(reverse("wagtailsnippets_cms_claims_claim:add")).context["form"]

        assert form["owner"].value() == admin_user.pk
        assert form.fields["owner"].required

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"denominator": ""}, "denominator", "Own records count somebody"),
            ({"as_of": "2100-01-01", "expires_on": "2100-02-01"}, "as_of", "in the future"),
            ({"as_of": "2020-01-01", "expires_on": "2020-02-01"}, "expires_on", "This day is over"),
            ({"owner": ""}, "owner", "required"),
        ],
    )
    def test_bad_input_is_refused_at_its_field_and_nothing_is_lost(
        self, admin_client, admin_user, changes, field, sentence
    ):
        data = form_of_claim(admin_user, **changes)

        answer = admin_client.post(reverse("wagtailsnippets_cms_claims_claim:add"), data)

        assert sentence in " ".join(answer.context["form"].errors[field])
        assert answer.context["form"]["text"].value() == WORDS

    def test_a_claim_has_a_preview(self, rf):
        preview = ClaimFactory(text=WORDS).make_preview_request(rf.get("/")).content.decode()

        assert preview.count(WORDS) == 3  # with the title
        assert "All patients of one year." in preview


class TestChooser:
    def test_it_offers_the_claims_in_force_and_tells_their_last_day(self, admin_client):
        shown, draft, withdrawn, ended = (ClaimFactory(text=f"Claim {name}.") for name in "abcd")
        draft.unpublish()
        withdrawn.withdraw(reason="It was wrong.")
        expire(ended)

        html = admin_client.get(reverse("wagtailsnippetchoosers_cms_claims_claim:choose")).json()["html"]

        assert re.findall(r"Claim \w\.", html) == ["Claim a."]
        assert str(shown.expires_on.year) in html

    def test_the_text_gets_the_whole_sentence(self, admin_client):
        claim = ClaimFactory(text=f"{'Many words ' * 20}.")

        answer = admin_client.get(reverse("wagtailsnippetchoosers_cms_claims_claim:chosen", args=[claim.pk])).json()

        assert answer["result"]["text"] == claim.text


class TestEditorOfPages:
    def test_it_shows_the_text_that_the_claim_has_now_and_stores_none_of_it(self, home, admin_client):
        claim = ClaimFactory(text=WORDS)
        page = StandardPageFactory(parent=home, body=text(f"<p>Before. {embed(claim)} After.</p>"))
        Claim.objects.update(text="Eight of ten did.")
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])

        answer = admin_client.get(address)
        form = querydict_from_html(answer.content.decode(), form_id="page-edit-form").dict()
        form |= dict(stream_data(page.body.stream_block, page.body, "body"))
        assert "Before. Eight of ten did. After." in form["body-0-value"]
        answer = admin_client.post(address, form | {"action-publish": "action-publish"})

        assert answer.status_code == 302
        page.refresh_from_db()
        source = re.sub(r' data-block-key="\w+"', "", page.body[0].value.source)
        assert source == f"<p>Before. {embed(claim)} After.</p>"

    @pytest.mark.parametrize("publish", [True, False])
    def test_an_ended_claim_is_told_at_the_body_on_publishing_and_a_draft_is_saved(self, home, admin_client, publish):
        claim = ClaimFactory(text=WORDS)
        page = StandardPageFactory(parent=home, body=stored([("claim", claim.pk)]))
        expire(claim)
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        form = querydict_from_html(admin_client.get(address).content.decode(), form_id="page-edit-form").dict()
        form |= dict(stream_data(page.body.stream_block, page.body, "body"))

        answer = admin_client.post(address, form | ({"action-publish": "action-publish"} if publish else {}))

        if publish:
            assert f"The claim “{WORDS}” expired on" in str(answer.context["form"].errors["body"])
            assert "Not published." in said(answer)
        else:
            assert answer.status_code == 302


class TestWithdrawal:
    def test_staff_see_where_it_is_used_and_give_a_reason(self, home, admin_client, admin_user):
        claim = ClaimFactory(text=WORDS)
        StandardPageFactory(parent=home, title="On sleep", body=body_of(claim))
        assert "On sleep" in admin_client.get(url_of("withdraw", claim)).content.decode()

        answer = admin_client.post(url_of("withdraw", claim), {"reason": "It was wrong."})

        assert answer.status_code == 302
        claim.refresh_from_db()
        assert (claim.withdrawn_by, claim.withdrawal_reason) == (admin_user, "It was wrong.")
        assert "It was wrong." in admin_client.get(answer.url).content.decode()
        assert "Withdrawn: It was wrong." in admin_client.get(url_of("history", claim)).content.decode()

    def test_it_needs_a_reason_and_the_right(self, admin_client, editor):
        claim = ClaimFactory()

        assert "required" in admin_client.post(url_of("withdraw", claim)).content.decode()
        assert editor.post(url_of("withdraw", claim), {"reason": "No."}).status_code == 302
        assert not Claim.objects.get().withdrawn_at
        assert "Withdraw…" not in editor.get(url_of("edit", claim)).content.decode()

    def test_a_withdrawn_claim_is_not_edited_and_a_copy_of_it_is_a_new_claim(self, admin_client, admin_user):
        claim = ClaimFactory(text=WORDS)
        claim.withdraw(reason="It was wrong.")

        answer = admin_client.post(url_of("edit", claim), form_of_claim(admin_user, text="Another."))
        assert answer.url == url_of("inspect", claim)
        assert "Copy it to make a new one" in said(answer)
        answer = admin_client.get(url_of("copy", claim))
        assert answer.context["form"]["text"].value() == WORDS
        answer = admin_client.post(answer.context["action_url"], form_of_claim(admin_user))

        assert answer.status_code == 302
        copied = Claim.objects.exclude(pk=claim.pk).get()
        assert (copied.withdrawn_at, copied.withdrawal_reason) == (None, "")
        assert copied in Claim.objects.all().shown()

    def test_a_claim_that_was_published_is_not_deleted(self, admin_client):
        published, draft = ClaimFactory(), ClaimFactory(live=False)
        published.save_revision().publish()

        answer = admin_client.post(url_of("delete", published))
        admin_client.post(url_of("delete", draft))

        assert "Withdraw it instead" in said(answer)
        assert list(Claim.objects.all()) == [published]


class TestReport:
    def claims(self, home, number=1):
        for _ in range(number):
            kept, ended, withdrawn, ending, unused = (ClaimFactory(text=f"{n}.") for n in ("k", "e", "w", "s", "u"))
            body = stored([("claim", kept.pk), ("claim", withdrawn.pk)])
            StandardPageFactory(parent=home, title="By a block", slug=f"block-{kept.pk}", body=body)
            StandardPageFactory(parent=home, title="By a text", slug=f"text-{kept.pk}", body=text(embed(ended)))
            for claim in (ended, unused):
                expire(claim)
            withdrawn.withdraw(reason="It was wrong.")
            Claim.objects.filter(pk=ending.pk).update(expires_on=timezone.localdate() + timedelta(days=30))

    def test_it_names_the_pages_of_ended_claims_and_the_claims_that_end_soon(self, home, admin_client):
        self.claims(home)

        answer = admin_client.get(REPORT)

        listed = {claim.text: [str(user) for user in claim.users] for claim in answer.context["object_list"]}
        assert listed == {"e.": ["By a text"], "w.": ["By a block"], "s.": []}
        html = answer.content.decode()
        for words in ("Expired", "Withdrawn", "Ends soon", "By a text", "By a block", "Nothing uses it"):
            assert words in html

    def test_more_claims_cost_no_more_queries(self, home, admin_client):
        counts = []
        for number in (1, 3):
            self.claims(home, number)
            counts.append(count_queries(admin_client, REPORT))

        assert counts[0] == counts[1]

    def test_it_needs_the_right(self, editor):
        assert editor.get(REPORT).status_code == 302
        assert "reports/claims" not in editor.get(reverse("wagtailadmin_home")).content.decode()
        User.objects.get().user_permissions.add(Permission.objects.get(codename="report_claims"))

        assert editor.get(REPORT).status_code == 200

    def test_it_is_exported(self, home, admin_client):
        self.claims(home)

        assert b"w." in b"".join(admin_client.get(f"{REPORT}?export=csv").streaming_content)


def test_the_list_is_filtered_by_state(admin_client):
    ClaimFactory(text="The one in force.")
    ClaimFactory(text="The withdrawn one.").withdraw(reason="It was wrong.")

    html = admin_client.get(f"{LIST}?state=withdrawn").content.decode()

    assert "The withdrawn one." in html
    assert "The one in force." not in html
