"""The kinds of random changes. Each takes a `ChangingSite`."""

import subprocess
import sys
import threading
import time
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site

from articles.models import ArticlePage, BodyArea, Citation, RegulatoryStatus
from cms.claims.models import Claim
from cms.consent.models import Consent
from cms.consent.withdrawal import withdraw
from cms.content_stamp.writes import settle
from cms.documents.models import ContentDocument
from cms.images.models import ContentImage
from cms.pages.models import PageTag
from cms.sites.models import Menus, Practice
from cms.testing.factories import ConsentFactory, DocumentFactory, jpeg_bytes, pdf_bytes
from cms.testing.review import sign_off
from testimonials.models import StoryPage, Testimonial
from tests.articles.factories import ArticlePageFactory
from tests.testimonials.factories import StoryPageFactory

CHANGES = {}


def change(function):
    """Register a kind of change."""
    CHANGES[function.__name__] = function
    return function


def _save_and_publish(page):
    if not page.alias_of_id:  # an alias follows its source
        page.save_revision().publish()


@change
def publish(site):
    page = site.page()
    page.title = f"{page.title.split(' word')[0]} {site.word()}"
    _save_and_publish(page)


@change
def unpublish(site):
    page = site.some(ArticlePage.objects.live())
    if page:
        page.unpublish()


@change
def publish_again(site):
    page = site.some(ArticlePage.objects.filter(live=False))
    if page:
        _save_and_publish(page)


@change
def save_draft(site):
    page = site.page()
    page.title = f"Draft {site.word()}"
    if not page.alias_of_id:
        page.save_revision()


@change
def schedule(site):
    page = site.some(ArticlePage.objects.all())
    page.title = f"Scheduled {site.word()}"
    page.go_live_at = timezone.now() + timedelta(seconds=0.2)
    _save_and_publish(page)
    time.sleep(0.3)
    call_command("publish_scheduled")


@change
def expire(site):
    page = site.some(ArticlePage.objects.live())
    if page:
        page.expire_at = timezone.now() + timedelta(seconds=0.5)
        _save_and_publish(page)
        site.look()
        time.sleep(0.6)


@change
def let_the_scheduler_unpublish(site):
    call_command("publish_scheduled")
    for page in ArticlePage.objects.filter(expired=True):
        page.expire_at = None
        _save_and_publish(page)


@change
def move(site):
    page = site.some(ArticlePage.objects.all())
    page.move(site.random.choice([site.articles, site.home]), pos="last-child")


@change
def reorder(site):
    page, other = site.some(ArticlePage.objects.all()), site.some(ArticlePage.objects.all())
    if page != other:
        page.move(other, pos="left")


@change
def copy(site):
    page = site.some(ArticlePage.objects.live())
    if page and ArticlePage.objects.count() < 12:
        page.copy(update_attrs={"slug": site.word(), "title": f"Copy {site.word()}"})


@change
def make_alias(site):
    page = site.some(ArticlePage.objects.live())
    if page and ArticlePage.objects.count() < 12:
        page.create_alias(update_slug=site.word())


@change
def delete(site):
    if ArticlePage.objects.count() > 3:
        site.some(ArticlePage.objects.all()).delete()


@change
def add(site):
    if ArticlePage.objects.count() < 12:
        site.articles.refresh_from_db()
        ArticlePageFactory(parent=site.articles, title=f"New {site.word()}", slug=site.word())


@change
def bulk_action(site):
    client = Client()
    client.force_login(site.user)
    pages = [site.some(ArticlePage.objects.all()).pk for _ in range(2)]
    action = site.random.choice(["publish", "unpublish"])
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    client.post(f"{address}?id={pages[0]}&id={pages[1]}&next=/admin/", {"include_descendants": ""})


@change
def edit_image(site):
    image = site.some(ContentImage.objects.all())
    image.description = f"A leaf {site.word()}"
    image.save()


@change
def replace_image(site):
    image = site.some(ContentImage.objects.filter(consent=None))
    image.file = ContentFile(jpeg_bytes(color=(site.random.randrange(255), 0, 0)), name="new.jpg")
    image.save()


@change
def move_image(site):
    image = site.some(ContentImage.objects.all())
    ContentImage.objects.filter(pk=image.pk).update(collection=site.random.choice(site.collections))


@change
def restrict_collection(site):
    _restriction, made = CollectionViewRestriction.objects.get_or_create(
        collection=site.collections[1], restriction_type="login"
    )
    if not made:
        CollectionViewRestriction.objects.all().delete()


@change
def restrict_page(site):
    if PageViewRestriction.objects.exists():
        PageViewRestriction.objects.all().delete()
    else:
        PageViewRestriction.objects.create(page=site.page(), restriction_type="login")


@change
def tag_page(site):
    page = site.some(ArticlePage.objects.all())
    page.tags.add(site.word())
    _save_and_publish(page)


@change
def tag_image(site):
    site.some(ContentImage.objects.all()).tags.add(site.word())


@change
def edit_snippet(site):
    snippet = site.some(site.random.choice([Citation, BodyArea]).objects.all())
    field = "title" if isinstance(snippet, Citation) else "name"
    setattr(snippet, field, f"Snippet {site.word()}")
    snippet.save()


@change
def publish_testimonial(site):
    testimonial = site.some(Testimonial.objects.all())
    if testimonial.live:
        testimonial.unpublish()
    else:
        testimonial.quote = f"Nobody hurried me {site.word()}"
        testimonial.save_revision().publish()


@change
def edit_practice(site):
    practice = Practice.for_editing(site.site)
    practice.name = f"Practice {site.word()}"
    practice.save_revision().publish()


@change
def edit_menus(site):
    menus = Menus.for_editing(site.site)
    menus.main = [("link", {"label": site.word(), "page": site.page(), "url": ""})]
    menus.save_revision().publish()


@change
def edit_site(site):
    Site.objects.filter(pk=site.site.pk).update(
        site_name=site.word(), hostname=site.random.choice(["localhost", "testserver"])
    )


@change
def redirect(site):
    redirects = Redirect.objects.filter(old_path="/old")
    if redirects.exists():
        redirects.delete()
    else:
        Redirect.objects.create(old_path="/old", redirect_page=site.page())


@change
def change_consent(site):
    consent = site.some(Consent.objects.filter(withdrawn_at=None))
    if consent:
        consent.on_website = not consent.on_website
        consent.save()


@change
def withdraw_consent(site):
    story = site.some(StoryPage.objects.live())
    if story:
        withdraw(story.consent, reason="asked", user=site.user)


@change
def tell_a_story(site):
    stories = StoryPage.objects.all()
    if stories.count() < 6:
        parent = stories.first().get_parent()
        StoryPageFactory(parent=parent, slug=site.word(), title=f"Story {site.word()}", consent=ConsentFactory())


@change
def edit_document(site):
    document = site.some(ContentDocument.objects.all())
    document.title = f"Leaflet {site.word()}"
    document.save()


@change
def replace_document(site):
    document = site.some(ContentDocument.objects.all())
    document.file = ContentFile(pdf_bytes(site.word()), name="new.pdf")
    document.save()


@change
def add_document(site):
    if ContentDocument.objects.count() < 6:
        DocumentFactory(title=site.word())


@change
def update_queryset(site):
    _update(site, site.some(ArticlePage.objects.all()).pk)


def _update(site, pk):
    ArticlePage.objects.filter(pk=pk).update(title=f"Updated {site.word()}")


@change
def write_raw_sql(site):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET seo_title = %s WHERE depth = 3", [site.word()])


@change
def write_seo_titles(site):
    Page.objects.filter(depth__gt=2).update(seo_title=site.word())


@change
def write_many_rows(site):
    pks = list(ArticlePage.objects.values_list("pk", flat=True)[:3])
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE wagtailcore_page SET seo_title = %s WHERE id = %s", [(site.word(), pk) for pk in pks]
        )


@change
def write_with_expression(site):
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH pages AS (SELECT page_ptr_id FROM articles_articlepage) "
            "UPDATE wagtailcore_page SET seo_title = %s WHERE id IN (SELECT page_ptr_id FROM pages)",
            [site.word()],
        )


@change
def update_other_row(site):
    """Update a row past its `save`, so that no index is written beside it."""
    word = site.word()
    model, values = site.random.choice(
        [
            (Citation, {"title": word}),
            (BodyArea, {"name": word}),
            (Testimonial, {"quote": word}),
            (ContentImage, {"description": word, "title": word}),
            (ContentDocument, {"title": word}),
            (Practice, {"name": word}),
            (Consent, {"on_website": site.random.choice([True, False])}),
        ]
    )
    model.objects.filter(pk=site.some(model.objects.all()).pk).update(**values)


@change
def untag_page(site):
    tag = site.some(PageTag.objects.all())
    if tag:
        PageTag.objects.filter(pk=tag.pk).delete()


@change
def roll_back_by_sql(site):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SAVEPOINT by_hand")
        update_queryset(site)
        cursor.execute("ROLLBACK TO SAVEPOINT by_hand")
        update_queryset(site)


@change
def roll_back_in_the_servers(site):
    """Let each server render a page in a transaction that is rolled back."""
    site.command("/-/roll-back")


@change
def commit_late(site):
    """Commit a transaction after one that began later."""
    begun, may_end = threading.Event(), threading.Event()
    # Two pages: the second transaction would wait for a row that the first one has changed.
    pages = site.random.sample(list(ArticlePage.objects.order_by("pk").values_list("pk", flat=True)), 2)

    def change():
        with transaction.atomic():
            _update(site, pages[0])
            begun.set()
            may_end.wait()
        settle()
        connection.close()

    if connection.vendor == "sqlite":  # one transaction writes at a time
        may_end.set()
    thread = threading.Thread(target=change)
    thread.start()
    begun.wait()
    if not may_end.is_set():
        _update(site, pages[1])
        settle()
        site.look()
    may_end.set()
    thread.join()


@change
def change_twice_in_a_transaction(site):
    with transaction.atomic():
        update_queryset(site)
        try:
            with transaction.atomic():
                update_queryset(site)
                raise ValueError
        except ValueError:
            update_queryset(site)


@change
def command_in_another_process(site):
    title = site.word()
    code = f"from articles.models import ArticlePage; ArticlePage.objects.filter(live=True).update(title='{title}')"
    subprocess.run([sys.executable, "manage.py", "shell", "-c", code], check=True, capture_output=True, timeout=600)


@change
def visit_the_admin(site):
    client = Client()
    client.force_login(site.user)
    client.get("/admin/")  # and no editor: what it shows of images is made at the first visit
    client.get(reverse("wagtailadmin_explore", args=[site.page().pk]))


NO_CONTENT = {"save_draft", "visit_the_admin"}
"""Changes that visitors do not see, and that must not drop what is kept."""


@change
def edit_claim(site):
    claim = site.some(Claim.objects.filter(withdrawn_at=None))
    if claim:
        claim.text = f"Claim {site.word()}."
        claim.save_revision().publish()


@change
def withdraw_claim(site):
    if Claim.objects.filter(withdrawn_at=None).count() > 1:
        site.some(Claim.objects.filter(withdrawn_at=None)).withdraw(reason="Out of date")


@change
def move_the_end_of_a_claim(site):
    day = timezone.localdate() + timedelta(days=site.random.choice([-1, 100]))
    Claim.objects.filter(pk=site.some(Claim.objects.all()).pk).update(expires_on=day)


@change
def edit_regulatory_status(site):
    status = site.some(RegulatoryStatus.objects.all())
    status.status = site.random.choice(RegulatoryStatus.Status.values)
    status.save()


@change
def sign_medical_review(site):
    page = site.some(ArticlePage.objects.live().filter(alias_of=None))
    if page:
        sign_off(page)
