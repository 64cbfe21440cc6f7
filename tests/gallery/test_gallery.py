import datetime
import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse
from wagtail.blocks import StructBlockValidationError

from articles.models import ProcedurePage
from cms.images.models import ContentImage
from cms.testing.bodies import stored
from cms.testing.factories import ConsentFactory, ImageFactory, jpeg_bytes
from cms.testing.queries import count_queries
from gallery.models import CasePage, GalleryIndexPage, GalleryPage
from tests.gallery.factories import CasePageFactory, GalleryPageFactory, pairs

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictures(db):
    """Return a picture before and one after."""
    return ImageFactory(description="Eyelids before"), ImageFactory(description="Eyelids after")


@pytest.fixture
def sensitive(pictures):
    """Mark the pictures as sensitive."""
    for picture in pictures:
        picture.sensitive = True
        picture.save()
    return pictures


@pytest.fixture
def album(page_of):
    return page_of(GalleryPage)


def html_of(client, page, query=""):
    response = client.get(f"{page.url}{query}")
    assert response.status_code == 200
    return response.content.decode()


def bytes_of(pictures, html):
    """Return the addresses in `html` at which `pictures` are served."""
    return [one.url for picture in pictures for one in picture.renditions.all() if one.url in html]


class TestIndex:
    @pytest.fixture
    def index(self, page_of, pictures):
        """Return an index with a case of a facelift and one of a peel."""
        lift = page_of(ProcedurePage, title="Facelift", slug="facelift")
        peel = page_of(ProcedurePage, title="Peel", slug="peel")
        index = page_of(GalleryIndexPage)
        album = GalleryPageFactory(parent=index, title="Faces")
        consent = ConsentFactory()
        for title, procedures in (("Case of a lift", [lift]), ("Case of a peel", [peel])):
            CasePageFactory(parent=album, title=title, procedures=procedures, consent=consent, pairs=pairs(pictures))
        return index

    def test_it_lists_the_albums(self, index, client):
        html = html_of(client, index)

        assert "Faces" in html
        assert "Case of a lift" not in html

    def test_visitors_see_the_cases_of_the_procedure_that_they_choose(self, index, client):
        html = html_of(client, index, "?procedure=facelift")

        assert "Case of a lift" in html
        assert "Case of a peel" not in html
        assert re.search(r'\?procedure=facelift#[\w-]+"\s+aria-current="true"', html)
        assert "All albums" in html

    def test_another_page_of_the_list_keeps_the_procedure_and_the_choice(self, index, client, monkeypatch):
        monkeypatch.setattr("gallery.models.CASES_PER_PAGE", 1)
        case = CasePage.objects.get(title="Case of a lift")
        CasePageFactory(parent=case.get_parent(), procedures=case.procedures, consent=case.consent, pairs=case.pairs)

        html = html_of(client, index, "?procedure=facelift&show=sensitive")

        assert 'href="?procedure=facelift&amp;show=sensitive&amp;page=2"' in html


class TestAlbum:
    def test_it_says_how_many_patients_are_shown_of_how_many_and_who_chose_them(self, page_of, pictures, client):
        album = page_of(GalleryPage, patients_total=340, chosen_by="the surgeon, as typical")
        consent = ConsentFactory()
        for _ in range(2):
            CasePageFactory(parent=album, consent=consent, pairs=pairs(pictures))
        CasePageFactory(parent=album, live=False)
        expired = CasePageFactory(parent=album)
        type(consent).objects.filter(pk=expired.consent_id).update(expires_on=datetime.date(2026, 1, 3))

        html = html_of(client, album)

        assert "2 of 340 patients" in html
        assert "chosen by the surgeon, as typical." in html

    def test_each_case_shows_its_first_pair(self, album, pictures, client):
        others = ImageFactory(), ImageFactory()
        CasePageFactory(parent=album, pairs=pairs(pictures, others))

        html = html_of(client, album)

        assert bytes_of(pictures[:1], html)
        assert bytes_of(pictures[1:], html)
        assert not bytes_of(others, html)

    def test_sensitive_pictures_are_sent_after_the_visitor_chose_to_see_them(self, album, sensitive, client):
        case = CasePageFactory(parent=album, pairs=pairs(sensitive))

        closed, opened = html_of(client, album), html_of(client, album, "?show=sensitive")

        assert not bytes_of(sensitive, closed)
        assert 'href="?show=sensitive#' in closed
        assert bytes_of(sensitive, opened)
        assert f'href="{case.url}?show=sensitive"' in opened

    def test_many_cases_cost_as_many_queries_as_few(self, album, pictures, client):
        consent, counts = ConsentFactory(), []
        # A page of the list is full at 24: more would be counted, and not shown.
        for more in (5, 25):
            for _ in range(more):
                CasePageFactory(parent=album, consent=consent, pairs=pairs(pictures))
            counts.append([count_queries(client, url) for url in (album.url, f"/api/v2/pages/{album.pk}/")])

        assert counts[0] == counts[1]


class TestCase:
    def test_a_pair_says_what_it_shows(self, album, pictures, client):
        first = pairs(pictures, view="left_oblique", weeks_after=1, note="The crease of the lid.")
        case = CasePageFactory(parent=album, age_range="45-54", pairs=[*first, *pairs(pictures, view="above")])

        html = " ".join(html_of(client, case).split())

        for words in ("Left oblique view", "Before<", "After, 1 week ", "The crease", "From above<", "12 weeks"):
            assert words in html
        assert "45 to 54" in html

    def test_it_leads_to_its_procedures_while_they_are_public(self, album, page_of, client):
        lift = page_of(ProcedurePage, title="Facelift")
        peel = page_of(ProcedurePage, title="Peel", live=False)
        case = CasePageFactory(parent=album, procedures=[lift, peel])

        html = html_of(client, case)

        assert f'href="{lift.url}"' in html
        assert "Peel" not in html

    def test_one_picture_without_the_other_is_not_shown(self, album, pictures, client):
        case = CasePageFactory(parent=album, pairs=pairs(pictures))
        type(pictures[0]).objects.filter(pk=pictures[0].pk).update(consent=None)

        for page in (case, album):
            assert not bytes_of(pictures, html_of(client, page))

    def test_many_pairs_cost_as_many_queries_as_few(self, album, pictures, client):
        case, counts = CasePageFactory(parent=album, pairs=pairs(pictures)), []
        for number in (5, 100):
            case.pairs = pairs(*[pictures] * number)
            case.save_revision().publish()
            counts.append([count_queries(client, url) for url in (case.url, f"/api/v2/pages/{case.pk}/")])

        assert counts[0] == counts[1]


class TestSensitivePictures:
    @pytest.fixture
    def case(self, album, sensitive):
        return CasePageFactory(parent=album, pairs=pairs(sensitive, sensitive))

    def test_nothing_of_them_is_sent_before_the_visitor_chose_to_see_them(self, case, sensitive, client):
        html = html_of(client, case)

        assert not bytes_of(sensitive, html)
        assert html.count("Show photographs") == 2, "each pair has one content warning"
        assert 'rel="nofollow" href="?show=sensitive#photographs-1"' in html

    def test_they_are_there_once_the_visitor_chose(self, case, sensitive, client):
        html = html_of(client, case, "?show=sensitive")

        assert bytes_of(sensitive[:1], html)
        assert bytes_of(sensitive[1:], html)
        assert 'id="photographs-1"' in html
        assert "Show photographs" not in html

    def test_they_can_be_hidden_again(self, case, client):
        assert re.search(r'href="\?">\s*Hide the photographs again', html_of(client, case, "?show=sensitive"))
        assert re.search(r'href="\?a=1">\s*Hide the phot', html_of(client, case, "?show=sensitive&a=1"))
        assert "Hide the photographs" not in html_of(client, case)

    def test_the_choice_is_stored_nowhere(self, case, client):
        assert not client.get(f"{case.url}?show=sensitive").cookies

    def test_other_parameters_of_the_address_are_kept(self, case, client):
        assert 'href="?a=1&amp;show=sensitive#photographs-1"' in html_of(client, case, "?a=1")

    def test_search_engines_are_told_to_keep_neither_page_nor_pictures(self, case, client):
        robots = '<meta name="robots" content="noindex, noimageindex">'
        closed, opened = html_of(client, case), html_of(client, case, "?show=sensitive")

        assert robots in opened
        assert robots not in closed
        assert f'<link rel="canonical" href="{case.full_url}">' in opened

    def test_staff_see_them_in_a_preview(self, case, sensitive):
        preview = case.make_preview_request(RequestFactory().get("/"), case.default_preview_mode)

        assert bytes_of(sensitive, preview.content.decode())

    def test_a_pair_with_one_sensitive_picture_is_not_shown_by_halves(self, case, sensitive, client):
        sensitive[0].sensitive = False
        sensitive[0].save()

        assert not bytes_of(sensitive, html_of(client, case))

    @pytest.mark.parametrize("place", ["figure", "poster", "header", "card"])
    def test_they_are_sent_nowhere_else_unasked(self, place, home, page_of, client):
        image = ImageFactory(sensitive=True)
        picture = {"image": image.pk, "alt_text": "", "decorative": True}
        page = page_of(GalleryIndexPage)
        match place:
            case "figure":
                page.body = stored([("image", {"image": picture, "caption": ""})])
            case "poster":
                film = {"title": "A film", "url": "https://vimeo.com/76979871", "poster": picture, "transcript": ""}
                page.body = stored([("video", film)])
            case "header":
                page.listing_image = image
            case "card":
                GalleryPageFactory(parent=page, listing_image=image)
        page.save_revision().publish()

        closed, opened = html_of(client, page), html_of(client, page, "?show=sensitive")

        assert not bytes_of([image], closed)
        assert bytes_of([image], opened)
        assert ("Show photographs" in closed) == (place == "figure")
        assert "Hide the photographs again" in opened


class TestEditor:
    def test_photographs_are_uploaded_together_and_are_marked_as_those_of_a_patient(self, admin_client):
        url = reverse("gallery_upload")

        answers = [
            admin_client.post(url, {"files[]": SimpleUploadedFile(f"Jane Doe {n}.jpg", jpeg_bytes())}).json()
            for n in (1, 2)
        ]
        broken = admin_client.post(url, {"files[]": SimpleUploadedFile("3.jpg", b"no image")}).json()

        first, second = ContentImage.objects.order_by("pk")
        assert [answer["image"]["id"] for answer in answers] == [str(first.pk), str(second.pk)]
        assert answers[0]["image"]["preview"]["url"]
        assert first.shows_patient
        assert "Jane" not in first.title
        assert broken == {"success": False, "error_message": broken["error_message"]}

    def test_uploading_needs_the_permission_to_add_images(self, client, django_user_model):
        user = django_user_model.objects.create_user("editor", is_staff=True)
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(user)

        client.post(reverse("gallery_upload"), {"files[]": SimpleUploadedFile("1.jpg", jpeg_bytes())})

        assert not ContentImage.objects.exists()

    def test_a_pair_is_described_where_it_is_chosen_and_visitors_and_apps_read_that(self, album, client):
        before, after = ImageFactory(description=""), ImageFactory(description="Eyelids after")
        block = CasePage.pairs.field.stream_block.child_blocks["pair"]
        pair = {"view": "front", "weeks_after": "12", "note": ""}

        def chosen(description):
            sides = {"before-image": before.pk, "before-alt_text": description, "after-image": after.pk}
            fields = {f"p-{name}": str(value) for name, value in (sides | pair | {"after-alt_text": ""}).items()}
            return block.value_from_datadict(fields, {}, "p")

        with pytest.raises(StructBlockValidationError) as error:
            block.clean(chosen(""))
        assert set(error.value.block_errors) == {"before"}
        value = block.clean(chosen("Eyelids before"))
        case = CasePageFactory(parent=album, pairs=[{"type": "pair", "value": block.get_prep_value(value)}])

        html = html_of(client, case)
        assert 'alt="Eyelids before"' in html
        assert 'alt="Eyelids after"' in html
        (shown,) = client.get(f"/api/v2/pages/{case.pk}/").json()["pairs"]
        assert [shown["value"][name]["alt"] for name in ("before", "after")] == ["Eyelids before", "Eyelids after"]
        before.refresh_from_db()
        assert before.description == ""
