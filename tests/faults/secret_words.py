"""Words that no visitor and no app may see, and the places where they are."""

from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.consent.models import Consent
from cms.testing.bodies import text
from cms.testing.factories import ConsentFactory, DocumentFactory, ImageFactory
from gallery.models import GalleryPage
from home.models import ContactPage, ContactSubmission
from tests.gallery.factories import CasePageFactory, pairs
from tests.home.factories import StandardPageFactory


def hide_secrets(content):
    """Put a word into each place of the site, and return a dict of words, as bytes, and places."""
    secrets = {}

    def word(place):
        secret = f"zq{len(secrets)}leafsecret"
        secrets[secret.encode()] = place
        return secret

    home = content.home
    draft = StandardPageFactory(parent=home, title="Has a draft", slug="has-a-draft")
    draft.title, draft.summary = word("the title of a draft"), word("the summary of a draft")
    draft.save_revision()
    StandardPageFactory(parent=home, title=word("an unpublished page"), slug="hidden", live=False)
    private = StandardPageFactory(
        parent=home,
        title=word("a private page"),
        slug="private",
        body=text(f"<p>{word('the text of a private page')}</p>"),
    )
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    _hide_patients(word)
    ContactSubmission.objects.create(
        page=ContactPage.objects.get(), form_data={"name": word("a message"), "message": word("a message")}
    )
    User.objects.create_user(word("an account"), f"{word('the address of an account')}@example.com")
    closed = Collection.get_first_root_node().add_child(instance=Collection(name=word("a private collection")))
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    DocumentFactory(title=word("a private document"), collection=closed)
    return secrets


def _hide_patients(word):
    album = GalleryPage.objects.get()
    withdrawn = ConsentFactory(code=word("the code of a withdrawn consent"))
    images = [
        ImageFactory(title=word("a photograph whose consent is withdrawn"), consent=withdrawn) for _ in range(2)
    ]
    title = word("a case whose consent is withdrawn")
    CasePageFactory(parent=album, title=title, slug="withdrawn", consent=withdrawn, pairs=pairs(images))
    Consent.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    active = ConsentFactory(code=word("the code of a consent"))
    images = [ImageFactory(consent=active) for _ in range(2)]
    CasePageFactory(parent=album, title="Open case", slug="open", consent=active, pairs=pairs(images))
