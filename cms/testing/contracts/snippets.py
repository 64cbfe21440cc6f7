"""The contract of snippets."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import DraftStateMixin, LockableMixin, Page, RevisionMixin, TranslatableMixin, WorkflowMixin

from cms.consent.models import ConsentRequired
from cms.consent.withdrawal import withdraw
from cms.images.models import ContentImage
from cms.testing.contracts.canaries import CANARY, is_free_text
from cms.testing.factories import DocumentFactory, ImageFactory
from cms.testing.fixtures import plain_page
from cms.testing.queries import assert_as_many_queries, count_queries, queries_of
from cms.testing.schemas import assert_described, undescribed
from cms.visibility import kind_of


@pytest.mark.django_db
class SnippetContract:
    """The contract of a snippet that the API serves at `endpoint`. `factory` creates a public object of it."""

    factory = None
    endpoint = None
    """Name of its endpoint: `tips` is served at `/api/v2/tips/`."""
    internal = frozenset()
    """Fields that are the staff's business alone, and not in the API."""
    list_lengths = (2, 10)
    """The numbers of objects for which a list takes the same number of queries."""

    def test_each_answer_is_as_it_is_described(self, site_root, client):
        snippet = self.make_full(site_root)

        assert undescribed(self.model._meta.label) + undescribed(f"“{self.endpoint}”") == []
        for query in ("", "?fields=*"):
            assert_described(client.get(self.address + query).json(), self.address)
            assert_described(client.get(f"{self.address}{snippet.pk}/{query}").json(), f"{self.address}{{id}}/")

    def test_all_its_fields_are_in_the_api(self, site_root, client):
        snippet = self.make_full(site_root)

        shown = client.get(f"{self.address}{snippet.pk}/?fields=*").json()

        own = {field.name for field in (*self.model._meta.local_fields, *self.model._meta.local_many_to_many)}
        of_mixins = {field.name for mixin in MIXINS for field in mixin._meta.local_fields}
        assert own - of_mixins - {"id"} - self.internal <= set(shown), "a field of the model is not in api_fields"

    def test_the_api_asks_as_much_for_a_long_list_as_for_a_short_one(self, site_root, client):
        snippets = [self.make_full(site_root) for _ in range(max(self.list_lengths))]
        short = queries_of(client, f"{self.address}?fields=*&limit=1")

        for limit in self.list_lengths:
            address = f"{self.address}?fields=*&limit={limit}"
            assert len(client.get(address).json()["items"]) == limit
            assert_as_many_queries(short, queries_of(client, address))
        assert len(short) <= 12
        assert count_queries(client, f"{self.address}{snippets[0].pk}/?fields=*") <= 15

    def test_one_that_is_not_published_is_nowhere(self, client):
        if not issubclass(self.model, DraftStateMixin):
            pytest.skip("it has no drafts")

        self._assert_nowhere(self.factory(live=False, **self._canaries()), client)

    def test_nothing_of_a_draft_is_seen(self, client):
        if not (issubclass(self.model, DraftStateMixin) and issubclass(self.model, RevisionMixin)):
            pytest.skip("it has no drafts")
        snippet = self.factory()
        for name, words in self._canaries().items():
            setattr(snippet, name, words)
        snippet.save_revision(clean=False)

        self._assert_says_nothing(snippet, client)

    def test_one_that_has_expired_is_nowhere(self, client):
        if not issubclass(self.model, DraftStateMixin):
            pytest.skip("it does not expire")
        yesterday = timezone.now() - timezone.timedelta(days=1)

        self._assert_nowhere(self.factory(expire_at=yesterday, **self._canaries()), client)

    def test_it_is_shown_while_the_consent_of_its_patient_is_in_force_and_not_a_day_longer(self, client):
        if not issubclass(self.model, ConsentRequired):
            pytest.skip("it declares no patient content")
        snippet = self.factory(**self._canaries())
        assert client.get(f"{self.address}{snippet.pk}/").status_code == 200

        snippet.consent.expires_on = timezone.localdate() - timezone.timedelta(days=1)
        snippet.consent.save()

        self._assert_nowhere(snippet, client)
        snippet.consent.expires_on = None
        snippet.consent.save()
        assert client.get(f"{self.address}{snippet.pk}/").status_code == 200
        withdraw(snippet.consent, reason="The patient withdrew.")
        self._assert_nowhere(snippet, client)

    def test_caches_can_be_purged_of_it_and_ask_before_each_use_where_it_shows_a_patient(self, client):
        snippet = self.factory()
        kind = kind_of(self.model)

        for address, key in ((self.address, f"{kind}s"), (f"{self.address}{snippet.pk}/", f"{kind}-{snippet.pk}")):
            answer = client.get(address)
            assert key in answer.get("Surrogate-Key", "").split(), f"{address} cannot be purged"
            if issubclass(self.model, ConsentRequired):
                assert re.search("no-cache|no-store", answer.get("Cache-Control", "")), address

    def test_staff_search_and_sort_its_list_at_once(self, admin_client):
        viewset = getattr(self.model, "snippet_viewset", None)
        if viewset is None:
            pytest.skip("staff do not edit it by itself")
        self.factory(**self._canaries())
        address = reverse(viewset.get_url_name("list"))

        def find(**query):
            answer = admin_client.get(address, {"q": CANARY.split()[0]} | query)
            assert answer.status_code == 200, query
            return answer.context["view"], {one.pk for one in answer.context["object_list"]}

        view, found = find()
        for ordering in orderings(view.columns):
            assert find(ordering=ordering)[1] == found, ordering

    # Helpers ----------------------------------------------------------------------------------------------------

    @property
    def model(self):
        return self.factory._meta.model

    @property
    def address(self):
        return f"/api/v2/{self.endpoint}/"

    def make_full(self, site_root):
        """Return an object whose foreign keys to images, documents and pages each refer to a new object."""
        snippet = self.factory()
        for field in self.model._meta.local_fields:
            if field.many_to_one and issubclass(field.related_model, ContentImage):
                setattr(snippet, field.name, ImageFactory())
            elif field.many_to_one and issubclass(field.related_model, get_document_model()):
                setattr(snippet, field.name, DocumentFactory())
            elif field.many_to_one and field.related_model is Page:
                setattr(snippet, field.name, plain_page(type(site_root), site_root))
        snippet.save()
        return snippet

    def _canaries(self):
        texts = [field for field in self.model._meta.local_fields if is_free_text(field) and field.editable]
        return {
            field.name: CANARY[: field.max_length]
            for field in texts
            if not field.max_length or field.max_length >= len(CANARY.split()[0])
        }

    def _assert_says_nothing(self, snippet, client):
        word = CANARY.split()[0]
        for address in (f"{self.address}?fields=*&limit=100", f"{self.address}{snippet.pk}/?fields=*"):
            assert word not in client.get(address).content.decode(), address
        found = client.get(f"{self.address}?search={word}")
        assert found.status_code == 400 or found.json()["items"] == []

    def _assert_nowhere(self, snippet, client):
        self._assert_says_nothing(snippet, client)
        assert client.get(f"{self.address}{snippet.pk}/").status_code == 404
        assert snippet.pk not in [one["id"] for one in client.get(f"{self.address}?limit=100").json()["items"]]


MIXINS = (DraftStateMixin, RevisionMixin, WorkflowMixin, LockableMixin, TranslatableMixin, ConsentRequired)
"""Their fields are the business of staff."""


def orderings(columns):
    """Return the values of `ordering` that the `columns` of a list in the admin offer."""
    keys = [column.sort_key for column in columns if column.sort_key]
    return [f"{sign}{key}" for key in keys for sign in ("", "-")]
