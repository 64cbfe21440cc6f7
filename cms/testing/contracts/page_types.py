"""The contract of page types."""

import io
import re
from functools import cache
from urllib.parse import urlsplit

import factory
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.forms import BooleanField
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from syrupy.extensions.json import JSONSnapshotExtension
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from cms.claims.models import Claim
from cms.consent.models import ConsentRequired
from cms.consent.withdrawal import withdraw
from cms.context.channels import Channel
from cms.context.request import use_context
from cms.images.models import ContentImage
from cms.pages.models import ContentPage
from cms.pages.related import related_to
from cms.publishing.rules import PublishingRefusedError
from cms.review.pages import MedicalReview
from cms.testing.bodies import every_block, text
from cms.testing.contracts.canaries import CANARY, is_free_text
from cms.testing.copies import copies_of
from cms.testing.factories import ImageFactory
from cms.testing.fixtures import plain_page
from cms.testing.forms import stream_data
from cms.testing.queries import assert_as_many_queries, count_queries, forget_everything, queries_of
from cms.testing.review import sign_off
from cms.testing.schemas import assert_is, undescribed
from cms.testing.sites import name_practice
from cms.testing.structured_data import assert_sound, graph_in
from cms.testing.writing import Writer, drafted_values, errors_in, hide, show_again, stored_values

MOST_QUERIES = 14
"""For a page as HTML, beside one for each section of related content."""
MOST_IN_LIST, MOST_IN_DETAIL = 15, 16
"""For pages in the API with all fields: one for each kind of object that they show, claims and reviews included."""


@pytest.mark.django_db
class PageTypeContract:
    """The contract of a page type. `factory` is a subclass of `ContentPageFactory` that creates a page of it."""

    factory = None
    writer_class = Writer
    """Writes a page in each way: a subclass may know more ways."""
    internal = frozenset()
    """Fields that are only for staff, and not in the API."""
    further_terms = {}
    """Properties by type that its structured data uses, beside `cms.testing.structured_data.VOCABULARY`."""
    list_lengths = (2, 10)
    """The numbers of pages for which a list of the API takes the same number of queries."""

    # Hooks that a subclass may override ---------------------------------------------------------------------------

    def parent(self, site_root):
        """Return a page that may be the parent of a page of this type."""
        return self._parent_for(self.model, site_root)

    def body(self, page, times=1):
        """Return a body that has each block `times` times, each of which refers to something else."""
        root = page.get_site().root_page.specific
        linked = [self._another(root) for _ in range(times)]
        page.refresh_from_db(fields=["numchild"])  # the linked pages may be its children
        return every_block(linked)

    def surround(self, page):
        """Create content of other content types about `page`. Its queries are counted with those of the page."""

    def writer(self, page, client, user):
        """Return a `cms.testing.writing.Writer` of `page`."""

        @cache
        def form(pk):
            """Return what the editor's form sends as it was first opened: each way is checked by itself."""
            draft = self.model.objects.get(pk=pk).get_latest_revision_as_object()
            return self._filled_in(draft, self._admin(client, "edit", pk))

        return self.writer_class(page, client, user, form)

    def referred_to_by(self, page):
        """Return the pages, images, documents and claims that `page` refers to."""
        found = {}
        for model, pk in page.api_references({field.name for field in page.api_fields}):
            found.setdefault(Page if issubclass(model, Page) else model, set()).add(pk)
        pages = found.get(Page, set()) - {page.pk, *page.ancestor_ids}
        images, documents = found.get(ContentImage, set()), found.get(get_document_model(), set())
        return [
            list(model.objects.filter(pk__in=pks))
            for model, pks in (
                (Page, pages),
                (ContentImage, images),
                (get_document_model(), documents),
                (Claim, found.get(Claim, set())),
            )
        ]

    # The tests ----------------------------------------------------------------------------------------------------

    def test_there_is_a_place_for_it_in_the_tree(self, site_root, admin_client):
        parent = self.parent(site_root)

        assert self.model.can_exist_under(parent)
        if self.model.can_create_at(parent):
            self._admin(admin_client, "add", self.model._meta.app_label, self.model._meta.model_name, parent.pk)

    def test_staff_change_it_and_publish_it_and_nothing_else_changes(self, site_root, admin_client):
        page = self.make(site_root, live=False)
        page.save_revision()
        before = stored_values(page)
        form = self._filled_in(page, self._admin(admin_client, "edit", page.pk))

        form |= {"title": "Another title", "action-publish": "action-publish"}
        answer = admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)

        assert answer.status_code == 302, errors_in(answer)
        page = self.model.objects.get(pk=page.pk)
        assert page.live
        assert page.title == "Another title"
        assert stored_values(page) == before

    @pytest.mark.slow
    def test_what_is_stored_survives_each_way_of_writing_while_what_it_refers_to_is_hidden(
        self, site_root, admin_client, admin_user
    ):
        self.assert_that_what_is_stored_survives(site_root, admin_client, admin_user)

    def assert_that_what_is_stored_survives(self, site_root, admin_client, admin_user):
        page = self.make(site_root)
        page.listing_image = ImageFactory()
        page.about = plain_page(type(site_root), site_root)
        others = [plain_page(type(site_root), site_root) for _ in range(4)]
        links = (f'<a linktype="page" id="{other.pk}">another page</a>' for other in others)
        page.body = [*self.body(page), *text(f"<p>{', '.join(links)}</p>")]
        page.save_revision().publish()
        page = self.model.objects.get(pk=page.pk)
        shown = _addresses_in(Client().get(page.url))
        referred = self.referred_to_by(page)
        stored = stored_values(page)
        hide(*referred)
        assert len(_addresses_in(Client().get(page.url))) < len(shown), "nothing of it was hidden"

        writer = self.writer(page, admin_client, admin_user)
        for write in writer.ways:
            written = write()
            assert stored_values(written) == stored, f"{write.__name__} changed what is stored"
            drafted = drafted_values(writer.page)
            assert drafted == {name: stored[name] for name in drafted}, f"{write.__name__} changed the draft"

        show_again(referred[0])
        assert shown <= _addresses_in(Client().get(writer.page.url))

    def test_staff_can_edit_each_of_its_fields(self):
        form = self.model.get_edit_handler().get_form_class()
        editable = {field.name for field in self.model._meta.local_fields if field.editable} - {"page_ptr"}

        assert editable - set(form.base_fields) <= {"about", "body"}, "fields that are in none of its panels"

    def test_staff_can_preview_it(self, site_root, admin_client):
        page = self.make(site_root)
        page.body = self.body(page)
        page.title = "A draft"

        for mode, _name in page.preview_modes:
            preview = page.make_preview_request(RequestFactory().get("/"), mode)
            assert preview.status_code == 200, f"preview “{mode}”"

    def test_visitors_see_its_title_and_each_block_of_its_body(self, site_root, client):
        page = self.make(site_root, with_everything=True)

        response = client.get(page.url)

        assert response.status_code == 200
        shown = BeautifulSoup(response.content, "html.parser")
        assert page.title in shown.title.text
        assert len(shown.find_all("h1")) == 1
        for words in (
            "Section 0",
            "Question 0?",
            "Mind this",
            "Three hours",
            "Monday",
            "A film",
            "slept well",
            "Read on",
        ):
            assert words in shown.text, f"{words} is missing"

    def test_its_structured_data_is_whole_and_says_only_what_the_page_shows(self, site_root, client):
        name_practice(site_root.get_site())
        page = self.make(site_root, with_everything=True)

        html = client.get(page.url).content.decode()

        assert_sound(html, self.further_terms)
        assert page.full_url in [node.get("url") for node in graph_in(html)]

    def test_its_markdown_says_what_the_page_says(self, site_root, client):
        page = self.make(site_root, with_everything=True)

        answer = client.get(f"{page.url}index.md")

        assert answer["Content-Type"] == "text/markdown; charset=utf-8"
        markdown = answer.content.decode()
        assert len(re.findall(r"^# .+$", markdown, re.MULTILINE)) == 1
        for words in (
            "## Section 0",
            "**Question 0?**",
            "Mind this",
            "**Stay:** Three hours",
            "| Monday |",
            "A film",
            "slept well",
            "Read on",
        ):
            assert words in markdown, f"{words} is missing"
        assert not re.search(r"(?<!\\)</?(?!https?:)[a-z]", markdown), "it has HTML"
        html, page_md = client.get(page.url), f"page-{page.pk}"
        assert f'type="text/markdown" href="{page.full_url}index.md"' in html.content.decode()
        assert answer["Cache-Control"] == html["Cache-Control"]
        assert {page_md, "pages", "all"} & set(answer["Surrogate-Key"].split())

    def test_other_sites_have_an_image_to_show_for_it(self, site_root, client):
        page = self.make(site_root)

        (address,) = re.findall(r'property="og:image" content="([^"]+)"', client.get(page.url).content.decode())
        answer = client.get(urlsplit(address).path)

        assert answer["Content-Type"] == "image/png"
        assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)

    def test_the_first_visit_in_a_new_process_costs_few_queries_whatever_it_shows(self, site_root, client):
        page = self.make(site_root, with_everything=True)
        page.about = plain_page(type(site_root), site_root, listing_image=ImageFactory())
        page.body = self.body(page, 2)
        page.save_revision().publish()
        self.surround(page)
        with use_context(Channel.WEBSITE):
            sections = len(related_to(page))
        forget_everything()

        with CaptureQueriesContext(connection) as queries:
            assert client.get(page.url).status_code == 200

        sql = "\n".join((query["sql"] or "a prepared statement")[:200] for query in queries)
        assert len(queries) <= MOST_QUERIES + sections, f"{len(queries)} queries, {sections} sections:\n{sql}"

    @pytest.mark.slow
    def test_its_queries_do_not_grow_with_its_body(self, site_root, client):
        page = self.make(site_root)
        queries = []
        for times in (1, 3):
            page.body = self.body(page, times)
            page.save_revision().publish()
            queries.append(queries_of(client, page.url))

        assert_as_many_queries(*queries)

    def test_the_api_gives_what_is_stored_for_it(self, site_root, client, snapshot):
        """Holds the answer against the JSON in `__snapshots__`, which `pytest --snapshot-update` writes."""
        _restart_sequences()
        page = self.make(site_root, title="A page", slug="a-page")

        answer = client.get(f"/api/v2/pages/{page.pk}/").json()

        assert _comparable(answer) == snapshot(extension_class=JSONSnapshotExtension)

    def test_all_its_fields_are_in_the_api_and_its_description(self, site_root, client):
        page = self.make(site_root, with_everything=True)

        answer = client.get(f"/api/v2/pages/{page.pk}/", {"fields": "*"}).json()

        assert_is(client.get(f"/api/v2/pages/{page.pk}/").json(), self.model.__name__)
        declared = {field.name for field in self.model.api_fields}
        assert undescribed(self.model._meta.label) == []
        assert declared <= set(answer)
        assert {block["type"] for block in answer["body"]} == {block["type"] for block in page.body.get_prep_value()}
        own = {field.name for field in self.model._meta.local_fields} - {"page_ptr", "consent"}
        assert own - self.internal <= declared, "a field of the type is not in api_fields"

    @pytest.mark.slow
    def test_the_api_asks_as_much_for_a_long_list_as_for_a_short_one(self, site_root, client):
        def publish():
            page = self.make(site_root)
            page.listing_image = ImageFactory()
            page.about = plain_page(type(site_root), site_root, listing_image=ImageFactory())
            page.body = self.body(page, 2)
            page.tags.add("leaf", f"tag {page.pk}")
            page.save_revision().publish()
            self.surround(page)
            return page

        address = f"/api/v2/pages/?type={self.model._meta.label}&fields=*&limit=100"
        publish()
        short = queries_of(client, address)
        page = publish()
        assert_as_many_queries(short, queries_of(client, address))
        if not self._is_root(site_root):  # a site has only one root page, so it is not copied
            copies_of(page, max(self.list_lengths))
            for limit in self.list_lengths:
                list_address = f"{address}&order=-id&limit={limit}"
                assert len(client.get(list_address).json()["items"]) == limit
                assert_as_many_queries(short, queries_of(client, list_address))

        assert len(short) <= MOST_IN_LIST
        assert count_queries(client, f"/api/v2/pages/{page.pk}/?fields=*") <= MOST_IN_DETAIL

    def test_a_page_that_is_not_published_is_nowhere(self, site_root, client):
        page = self.make(site_root, live=False, summary=CANARY)

        self._assert_nowhere(page, client)

    def test_nothing_of_a_draft_is_seen(self, site_root, client):
        page = self.make(site_root)
        for field in self.model._meta.get_fields():
            if field.name in WORDS or (field in self.model._meta.local_fields and is_free_text(field)):
                setattr(page, field.name, CANARY)
        page.body = text(f"<p>{CANARY}</p>")
        page.save_revision(clean=False)

        self._assert_says_nothing(page, client)
        assert client.get(f"/api/v2/pages/?search={CANARY.split()[0]}").json()["items"] == []

    def test_it_is_shown_while_the_consent_of_its_patient_is_in_force_and_not_a_day_longer(self, site_root, client):
        if not issubclass(self.model, ConsentRequired):
            pytest.skip("it declares no patient content")
        page = self.make(site_root, summary=CANARY)
        assert page.consent, "its factory gives it no consent"
        assert client.get(page.url).status_code == 200

        page.consent.expires_on = timezone.localdate() - timezone.timedelta(days=1)
        page.consent.save()

        self._assert_nowhere(page, client)
        page.refresh_from_db()
        page.consent = None
        with pytest.raises(PublishingRefusedError):
            page.save_revision().publish()

    def test_it_is_published_only_if_a_reviewer_has_signed_exactly_what_it_shows(self, site_root, client, settings):
        if not issubclass(self.model, MedicalReview):
            pytest.skip("it makes no medical claims")
        page = self.make(site_root, live=False)
        page.save_revision()
        settings.REVIEW_REQUIRED = True
        with pytest.raises(PublishingRefusedError, match="has not signed"):
            page.get_latest_revision().publish()

        signed = sign_off(page)
        page.get_latest_revision().publish()

        page = self.model.objects.get(pk=page.pk)
        assert client.get(f"/api/v2/pages/{page.pk}/").json()["reviewed_by"] == signed.reviewer
        assert signed.reviewer in client.get(page.url).content.decode(), "its template does not show the review"
        page.title = "Another title"
        revision = page.save_revision()
        with pytest.raises(PublishingRefusedError, match="has not signed"):
            revision.publish()

    def test_caches_ask_before_each_use_of_what_shows_a_patient_and_can_be_purged(self, site_root, client):
        if not issubclass(self.model, ConsentRequired):
            pytest.skip("it declares no patient content")
        word = CANARY.split()[0]
        page = self.make(site_root, title=CANARY, summary=CANARY, slug=f"{word}-{self.model._meta.model_name}")
        Redirect.objects.create(old_path=f"/{word[::-1]}", redirect_page=page)
        addresses = [*self._addresses(page), f"/{word[::-1]}/", "/api/v2/redirects/", "/api/v2/forms/"]
        answers = {address: client.get(address) for address in addresses}
        telling = {address: answer for address, answer in answers.items() if _tells_of(word, answer)}
        assert {page.url, "/sitemap.xml", "/api/v2/pages/tree/", "/api/v2/redirects/"} <= set(telling)

        for address, answer in telling.items():
            assert re.search("no-cache|no-store", answer.get("Cache-Control", "")), f"{address} may be kept by caches"
            keys = set(answer.get("Surrogate-Key", "").split())
            assert keys & {f"page-{page.pk}", "pages", "all"}, f"{address} cannot be purged"

        page.consent.expires_on = timezone.localdate() - timezone.timedelta(days=1)
        page.consent.save()
        assert not [address for address in addresses if _tells_of(word, client.get(address))]
        page.consent.expires_on = None
        page.consent.save()
        assert _tells_of(word, client.get(page.url))
        withdraw(page.consent, reason="The patient withdrew.")
        assert not [address for address in addresses if _tells_of(word, client.get(address))]

    @pytest.mark.slow
    def test_axe_finds_nothing_that_keeps_people_out(self, site_root, client, show):
        page = self.make(site_root, with_everything=True)

        found = Axe().run(show(client.get(page.url).content.decode()))

        assert found.violations_count == 0, found.generate_report()

    # Helpers ----------------------------------------------------------------------------------------------------

    @property
    def model(self):
        model = self.factory._meta.model
        assert issubclass(model, ContentPage), f"{model.__name__} is not made of cms.pages.models.ContentPage"
        return model

    def make(self, site_root, *, with_everything=False, **values):
        """Return a page of this type: a new one, or the root of the site where it can only be that."""
        if self._is_root(site_root):
            page = self.model.objects.get(pk=site_root.pk)
            for name, value in values.items():
                setattr(page, name, value)
            page.save()
        else:
            page = self.factory(parent=self.parent(site_root), **values)
        if with_everything:
            page.listing_image = ImageFactory()
            page.body = self.body(page)
            page.tags.add("leaf")
            page.save_revision().publish()
        return page

    def _is_root(self, site_root):
        return self.model.allowed_parent_page_models() == [Page] and isinstance(site_root, self.model)

    def _parent_for(self, model, site_root):
        above = model.allowed_parent_page_models()
        assert above, f"{model.__name__} may stand nowhere: see its parent_page_types"
        if type(site_root) in above:
            return site_root
        if above == [Page]:
            return Page.get_first_root_node()
        existing = above[0].objects.first()
        return existing or plain_page(above[0], self._parent_for(above[0], site_root))

    def _another(self, site_root):
        """Return a page to link to."""
        if self._is_root(site_root):
            return site_root
        return self.factory(parent=self.parent(site_root), listing_image=ImageFactory())

    def _admin(self, client, view, *args):
        answer = client.get(reverse(f"wagtailadmin_pages:{view}", args=args))
        assert answer.status_code == 200, f"the view “{view}” answers {answer.status_code}"
        return answer

    def _filled_in(self, page, answer):
        """Return what the form of the editor sends when nothing is changed in it."""
        data = querydict_from_html(answer.content.decode(), form_id="page-edit-form").dict()
        streams = {field.name for field in self.model._meta.local_fields if isinstance(field, StreamField)}
        for name, field in answer.context["form"].fields.items():
            if name in streams:
                data |= dict(stream_data(field.block, getattr(page, name), name))
            elif isinstance(field, BooleanField) and name in data:
                data[name] = "on"  # which a browser sends for a box without a value, and Wagtail's function does not
        return {name: value for name, value in data.items() if not name.startswith("action-")}

    def _addresses(self, page):
        kind = self.model._meta.label
        above = page.get_parent().get_url()
        return [
            *filter(None, [page.url]),
            f"/api/v2/pages/{page.pk}/?fields=*",
            f"/api/v2/pages/?type={kind}&fields=*&limit=100",
            "/api/v2/pages/?fields=*&limit=100",
            f"/api/v2/pages/find/?html_path={page.relative_url(page.get_site())}",
            "/api/v2/pages/tree/",
            "/sitemap.xml",
            f"/search/?q={CANARY.split()[0]}",
            f"{page.url}index.md",
            "/llms.txt",
            *filter(None, [above, above and f"{above}index.md", above and f"{above}feed.xml"]),
        ]

    def _assert_says_nothing(self, page, client):
        for address in self._addresses(page):
            assert CANARY not in client.get(address).content.decode(), address

    def _assert_nowhere(self, page, client):
        """Fail if a response for visitors or apps contains `page`, whose summary is the canary."""
        self._assert_says_nothing(page, client)
        for address in (page.url, f"{page.url}index.md", f"{page.url}share.png", f"/api/v2/pages/{page.pk}/"):
            assert client.get(address).status_code == 404, address
        assert f"{page.full_url}<" not in client.get("/sitemap.xml").content.decode()
        assert page.pk not in [item["id"] for item in client.get("/api/v2/pages/?limit=100").json()["items"]]


WORDS = ("title", "seo_title", "search_description")
"""The text fields of Wagtail's `Page`."""


def _tells_of(word, answer):
    """Return whether the text or the headers of `answer` contain `word`, apart from the repeated search query."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode().replace(f'value="{word}"', "").replace(f"“{word}”", "").replace(f"q={word}", "")
    return word in text + answer.get("Location", "")


def _restart_sequences(base=factory.Factory):
    """Let the factories count from the start, so that what they make is the same in each run."""
    for subclass in base.__subclasses__():
        subclass.reset_sequence(0, force=True)
        _restart_sequences(subclass)


def _comparable(answer):
    """Return JSON without what differs from run to run: ids, days, names of files, our own host."""
    if isinstance(answer, dict):
        return {name: 0 if name == "id" else _comparable(value) for name, value in answer.items()}
    if isinstance(answer, list):
        return [_comparable(value) for value in answer]
    if isinstance(answer, str):
        answer = answer.replace(settings.BASE_URL, "").replace("http://localhost/", "/")
        for pattern, placeholder in CHANGING.items():
            answer = re.sub(pattern, placeholder, answer)
    return answer


CHANGING = {
    r"\d{4}-\d\d-\d\d(T[\d:.]+([+-]\d\d:\d\d|Z))?": "<date>",
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}": "<uuid>",
    r"/[0-9a-f]{20,32}\.": "/<file>.",
    r"/\d+/": "/<id>/",
    r'data-page-id="\d+"': 'data-page-id="<id>"',
}


def _addresses_in(answer):
    """Return the addresses that the main part of a page leads to or shows."""
    main = BeautifulSoup(answer.content, "html.parser").main
    links = {link["href"] for link in main.find_all("a", href=True)}
    return links | {image["src"] for image in main.find_all("img")}
