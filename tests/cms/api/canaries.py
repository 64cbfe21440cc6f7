"""A site full of what nobody may read, marked so that it is found wherever it comes out.

Every hidden thing has words of its own that begin with `MARK`; those of what is shown on one channel alone begin with
the mark of that.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import RichTextField, StreamField
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    CommentReply,
    Page,
    PageLogEntry,
    PageViewRestriction,
)

from articles.models import ArticlePage, ProcedurePage, ReferenceEntry
from cms.claims.models import Claim
from cms.documents.models import ContentDocument
from cms.images.models import ContentImage
from cms.plugins.registry import registry
from cms.sites.models import Menus, Practice
from cms.testing.bodies import stored, text
from cms.testing.factories import ClaimFactory, ConsentFactory, DocumentFactory, ImageFactory, jpeg_bytes, pdf_bytes
from gallery.models import CasePage
from home.models import ContactSubmission, HomePage, StandardPage
from testimonials.models import StoryPage, Testimonial
from tests.articles.factories import BodyAreaFactory, CitationFactory, ReferencePageFactory, cite
from tests.gallery.factories import pairs
from tests.home.factories import ContactPageFactory, HomePageFactory, StandardPageFactory
from tests.testimonials.factories import TestimonialFactory

MARK = "canary"
WEBSITE_ALONE = "sparrow"
APPS_ALONE = "finch"
NO_TEXTS = {"path"}
"""Fields of characters that are no words."""
PAGE_TYPES = [model for plugin in registry for model in plugin.get_models() if issubclass(model, Page)]


def a(document):
    """Return a link to `document` as a rich text stores it."""
    return f'<a linktype="document" id="{document.pk}">a file</a>'


@dataclass
class Planted:
    """What was hidden, by its ids, words and addresses; and the ids of what is public beside it."""

    pages: list = field(default_factory=list)
    images: list = field(default_factory=list)
    documents: list = field(default_factory=list)
    redirects: list = field(default_factory=list)
    testimonials: list = field(default_factory=list)
    words: list = field(default_factory=list)
    paths: list = field(default_factory=list)
    old_paths: list = field(default_factory=list)
    public: list = field(default_factory=list)
    website_alone: list = field(default_factory=list)


class Planter:
    """Plants a site below `home`. `page_of` is the fixture."""

    def __init__(self, home, page_of):
        self.home = home
        self.page_of = page_of
        self.planted = Planted()
        self.numbers = count(100)

    def plant(self):
        self.user = User.objects.create_superuser(
            self.word(), f"{self.word()}@example.com", "secret", first_name=self.word(), last_name=self.word()
        )
        self.documents()
        self.unused_images()
        for model in PAGE_TYPES:
            if model is not HomePage:
                self.page(model, live=False)
        self.in_every_way_hidden()
        self.without_consent()
        self.public_pages_that_refer_to_all_of_it()
        self.records()
        for page in Page.objects.filter(pk__in=self.planted.pages):
            self.planted.paths.append(page.url_path.removeprefix(self.home.url_path.rstrip("/")))
        hidden = [one for one in self.testimonials if not one.quote.startswith(APPS_ALONE)]
        self.planted.testimonials = [one.pk for one in hidden]
        self.planted.public = [self.home.pk, *(page.pk for page in self.public)]
        return self.planted

    def word(self, mark=MARK):
        """Return a new word that nobody may read."""
        word = f"{mark}{next(self.numbers)}"
        self.planted.words.append(word)
        return word

    def page(self, model, mark=MARK, **values):
        """Return a page all of whose texts are words that nobody may read."""
        for one in model._meta.concrete_fields:
            if one.name not in values and not one.choices and one.editable and one.name not in NO_TEXTS:
                values |= self.words_for(one, mark)
        if issubclass(model, ProcedurePage):
            values["body_area"] = BodyAreaFactory(name=self.word(mark), slug=self.word(mark))
        if model is CasePage:
            values["pairs"] = pairs((self.image(mark), self.image(mark)))
        if model is StandardPage and "parent" in values:
            page = StandardPageFactory(owner=self.user, **values)
        else:
            page = self.page_of(model, owner=self.user, **values)
        page.tags.add(self.word(mark))
        page.save()
        if mark == MARK:
            self.planted.pages.append(page.pk)
        elif mark == WEBSITE_ALONE:
            self.planted.website_alone.append(page.pk)
        return page

    def words_for(self, field, mark):
        """Return a value for `field` by its name, if it takes words."""
        if field.name == "body":
            return {"body": text(f"<p>{self.word(mark)}</p>")}
        if field.name == "notify":
            return {"notify": f"{self.word(mark)}@example.com"}
        if isinstance(field, RichTextField):
            return {field.name: f"<p>{self.word(mark)}</p>"}
        is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, StreamField)
        return {field.name: self.word(mark)} if is_text else {}

    def document(self, **values):
        """Return a document whose title, file name and content nobody may read."""
        document = DocumentFactory(
            title=self.word(),
            file=ContentFile(pdf_bytes(self.word()), name=f"{self.word()}.pdf"),
            uploaded_by_user=self.user,
            **values,
        )
        self.planted.documents.append(document.pk)
        return document

    def documents(self):
        private = Collection.get_first_root_node().add_child(name=self.word())
        CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
        self.private_collection = private
        self.document()  # which nothing leads to
        self.private_document = self.document(collection=private)
        self.draft_document = self.document()
        self.document_of_private_page = self.document()
        self.patient_document = self.document()

    def image(self, mark=MARK):
        """Return an image whose title and file name nobody may read, nor the rest unless `mark` says so."""
        image = ImageFactory(
            title=self.word(),
            description=self.word(mark),
            credit=self.word(mark),
            file=ContentFile(jpeg_bytes(), name=f"{self.word()}.jpg"),
            uploaded_by_user=self.user,
        )
        image.tags.add(self.word(mark))
        if mark != APPS_ALONE:
            self.planted.images.append(image.pk)
        return image

    def unused_images(self):
        self.draft_image = self.image()
        self.private_image = self.image()
        self.patient_image = self.image()
        self.withdrawn_image = self.image()

    def in_every_way_hidden(self):
        scheduled = self.page(StandardPage, live=False)
        scheduled.go_live_at = timezone.now() + timedelta(days=1)
        scheduled.save_revision(user=self.user).publish()
        expired = self.page(StandardPage, live=False)
        Page.objects.filter(pk=expired.pk).update(expired=True, expire_at=timezone.now() - timedelta(days=1))
        unpublished = self.page(StandardPage)
        unpublished.save_revision().publish()
        unpublished.unpublish()
        for kind in ("login", "password", "groups"):
            private = self.page(StandardPage, body=text(f"<p>{self.word()} {a(self.document_of_private_page)}</p>"))
            restriction = PageViewRestriction.objects.create(
                page=private, restriction_type=kind, password=self.word()
            )
            if kind == "groups":
                restriction.groups.add(Group.objects.create(name=self.word()))
            self.page(StandardPage, parent=private)
        root = Page.get_first_root_node()
        # A tree that belongs to no site. What a page refers to on purpose is shown also from there.
        self.page(StandardPage, parent=HomePageFactory(parent=root, title=self.word(), slug=self.word()))
        self.outside = self.planted.pages[-1]
        for page in (unpublished, private):
            redirect = Redirect.add_redirect(f"/{self.word()}", redirect_to=page)
            self.planted.redirects.append(redirect.pk)
            self.planted.old_paths.append(redirect.old_path)
        self.hidden = unpublished
        self.hidden.listing_image = self.image()
        self.hidden.save()

    def without_consent(self):
        """Pages and testimonials that are live, and whose consents then came to an end."""
        self.about = self.page_of(ProcedurePage, title="Pruning")
        self.testimonials = [TestimonialFactory(quote=self.word(), attribution=self.word(), live=False)]

        def ended(mark=MARK, **state):
            consent = ConsentFactory(code=self.word().upper(), notes=self.word())
            for model in (CasePage, StoryPage):
                self.page(model, mark, consent=consent, about=self.about)
            self.testimonials.append(
                TestimonialFactory(
                    quote=self.word(mark), attribution=self.word(mark), consent=consent, about=self.about
                )
            )
            consent.signed_form.save(f"{self.word()}.pdf", ContentFile(b"%PDF-1.7"))
            type(consent).objects.filter(pk=consent.pk).update(**state)
            return consent

        yesterday = timezone.localdate() - timedelta(days=1)
        self.withdrawn = ended(withdrawn_at=timezone.now())
        ended(expires_on=yesterday)
        ended(signed_on=timezone.localdate() + timedelta(days=1))
        ended(covers_photographs=False, covers_face=False, covers_story=False)
        ended(WEBSITE_ALONE, on_apps=False)
        ended(APPS_ALONE, on_website=False)
        without = ended()
        for model in (CasePage, StoryPage, Testimonial):
            model.objects.filter(consent=without).update(consent=None)

    def public_pages_that_refer_to_all_of_it(self):
        """One page of each type, whose draft changes nobody may read, either."""
        self.public = [self.about]
        self.claims = self.claims_in_use()
        hidden_citation = CitationFactory(title=self.word(), journal=self.word(), url=f"https://{self.word()}.org/")
        draft = self.page(ArticlePage, live=False)
        draft.body = text(f"<p>{cite(hidden_citation)}</p>")
        draft.save_revision(user=self.user)
        hidden_list = ReferencePageFactory(parent=self.home, live=False, title=self.word(), slug=self.word())
        ReferenceEntry.objects.create(page=hidden_list, citation=hidden_citation, note=self.word())
        self.planted.pages.append(hidden_list.pk)
        for model in PAGE_TYPES:
            page = self.page_of(model)
            if model is CasePage:
                page.pairs = pairs((ImageFactory(title=self.word()), ImageFactory(title=self.word())))
            page.about = Page.objects.get(pk=self.hidden.pk)
            page.listing_image = self.patient_image
            page.owner = self.user
            page.body = self.body()
            if model is HomePage:
                page.hero_image = self.private_image
                page.featured = stored([("page", self.hidden.pk)])
            if model is ProcedurePage:
                page.related_pages = stored([("page", self.hidden.pk)])
            page.save_revision(user=self.user).publish()
            self.draft_changes(page)
            if page.pk != self.home.pk:
                self.public.append(page)
        contact = ContactPageFactory(
            parent=self.home,
            slug="contact-public",
            notify=f"{self.word()}@example.com",
            owner=self.user,
            listing_image=ImageFactory(title=self.word(), uploaded_by_user=self.user),
        )
        self.public.append(contact)
        ContactSubmission.objects.create(
            page=contact, form_data={"your-name": self.word()}, accepted_wording=self.word()
        )
        # Once they are in use, claims end, and pictures and documents are hidden.
        self.end_claims()
        ContentDocument.objects.filter(pk=self.patient_document.pk).update(tells_story=True)
        ContentImage.objects.filter(pk=self.private_image.pk).update(collection=self.private_collection)
        ContentImage.objects.filter(pk=self.patient_image.pk).update(shows_patient=True, shows_face=True)
        ContentImage.objects.filter(pk=self.withdrawn_image.pk).update(shows_patient=True, consent=self.withdrawn)

    def claims_in_use(self):
        """Return claims that `end_claims` ends later, and a public one with a draft."""
        ended = [ClaimFactory(text=self.word(), basis=[("own_records", self.word())]) for _ in range(3)]
        public = ClaimFactory(owner=self.user)
        public.text = self.word()
        public.save_revision(user=self.user)
        return [*ended, public]

    def end_claims(self):
        withdrawn, expired, unpublished, _public = self.claims
        withdrawn.withdraw(reason=self.word(), user=self.user)
        Claim.objects.filter(pk=expired.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
        unpublished.unpublish()

    def body(self):
        """Return a body with a reference of each kind to something hidden, and words of its own that are public."""
        link = f'<a linktype="page" id="{self.hidden.pk}">a page</a>'
        link += f", {a(self.private_document)}, {a(self.patient_document)}"
        to_page = {"label": "Read on", "page": self.hidden.pk, "url": ""}
        picture = {"alt_text": "A leaf", "decorative": False}
        claims = [f'<embed embedtype="claim" id="{claim.pk}"/>' for claim in self.claims]
        return stored(
            [
                ("text", f"<p>Words that lead to {link}. {' '.join(claims)}</p>"),
                *(("claim", claim.pk) for claim in self.claims),
                ("questions", {"title": "", "items": [{"question": "A question?", "answer": f"<p>{link}</p>"}]}),
                ("notice", {"kind": "warning", "title": "Mind this", "text": f"<p>{link}</p>"}),
                *(
                    ("image", {"image": picture | {"image": image.pk}, "caption": "A caption"})
                    for image in (self.private_image, self.patient_image, self.withdrawn_image)
                ),
                (
                    "video",
                    {
                        "title": "A film",
                        "url": "https://vimeo.com/76979871",
                        "poster": picture | {"image": self.private_image.pk},
                        "transcript": "",
                    },
                ),
                *(
                    ("document", {"document": document.pk, "label": ""})
                    for document in (self.private_document, self.patient_document)
                ),
                ("call_to_action", {"title": "Ask", "text": "In private.", "link": to_page}),
                ("cards", {"title": "More", "pages": [pk for pk in self.planted.pages if pk != self.outside]}),
                ("testimonials", {"title": "", "testimonials": [one.pk for one in self.testimonials]}),
            ]
        )

    def draft_changes(self, page):
        """Change `page` in a draft that is not published."""
        page.title = page.draft_title = self.word()
        page.summary = self.word()
        page.listing_image = self.draft_image
        page.body = text(f"<p>{self.word()} {a(self.draft_document)}</p>")
        page.tags.add(self.word())
        page.save_revision(user=self.user)

    def records(self):
        """Create comments of staff, and a practice and menus with drafts that refer to hidden objects."""
        page = self.public[-1]
        comment = Comment.objects.create(
            page=page, user=self.user, text=self.word(), contentpath="title", position=self.word()
        )
        CommentReply.objects.create(comment=comment, user=self.user, text=self.word())
        PageLogEntry.objects.log_action(page, "wagtail.edit", user=self.user, data={"reason": self.word()})
        Tag.objects.create(name=self.word())
        site = page.get_site()
        link = stored([("link", {"label": "A page", "page": self.hidden.pk, "url": ""})])
        menus = Menus.objects.create(site=site, main=link, footer=link)
        practice = Practice.objects.create(
            site=site, name="Practice", contact_page=self.hidden, book_image=self.private_image
        )
        menus.main = stored([("link", {"label": self.word(), "page": self.public[0].pk, "url": ""})])
        menus.save_revision(user=self.user)
        practice.tagline = self.word()
        practice.save_revision(user=self.user)
