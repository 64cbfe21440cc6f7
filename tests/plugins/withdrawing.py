"""Withdraw a consent while content types are not installed: `python -m tests.plugins.withdrawing make`.

Each stage is a process, since the content types of a process are fixed when it starts. A stage prints JSON.
"""

import io
import json
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page  # noqa: E402

from cms.consent.models import Consent, Withdrawal  # noqa: E402
from cms.consent.not_installed import dependents_as_text  # noqa: E402
from cms.images.models import ContentImage  # noqa: E402

TABLES = ("testimonials_storypage", "testimonials_testimonial", "gallery_casepage")


def make():
    """Make stories, a testimonial and a case of one consent, and stories of two other consents."""
    from cms.testing.factories import ConsentFactory
    from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory
    from tests.plugins.visit import make_site
    from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory, TestimonialFactory

    call_command("migrate", verbosity=0)  # records the tables
    make_site()
    get_user_model().objects.create_superuser("staff", "staff@example.com", "a long password")
    home = Page.objects.get(slug="practice")
    stories = StoryIndexPageFactory(parent=home, slug="stories", title="Stories")
    album = GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home, slug="albums"), slug="album")
    withdrawn, other, expired = (ConsentFactory(code=code) for code in ("PH-1", "PH-2", "PH-3"))
    pages = [
        CasePageFactory(parent=album, consent=withdrawn, live=False, slug="case", title="A case"),
        StoryPageFactory(parent=stories, consent=withdrawn, live=False, slug="told", title="A story"),
        StoryPageFactory(parent=stories, consent=other, live=False, slug="other", title="Another story"),
        StoryPageFactory(parent=stories, consent=expired, live=False, slug="late", title="A late story"),
    ]
    for page in pages:
        page.save_revision().publish()
    StoryPageFactory(parent=stories, consent=withdrawn, live=False, slug="draft", title="A draft")
    TestimonialFactory(consent=withdrawn, quote="Nobody hurried me.")
    Consent.objects.filter(pk=expired.pk).update(expires_on=timezone.localdate() - timedelta(days=1))


def withdraw():
    """Withdraw the consent. Report what the admin and the commands say, and what changed."""
    consent = Consent.objects.get(code="PH-1")
    files = [(image.file.storage, image.file.name) for image in ContentImage.objects.filter(consent=consent)]
    assert len(files) == 2
    assert all(storage.exists(name) for storage, name in files)
    rows = _rows()
    report = {"expired": _command("check_consents", "--apply"), "form": _admin("withdraw", consent)}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE testimonials_testimonial RENAME TO lost")
        report["lost table"] = dependents_as_text(consent)
        transaction.set_rollback(True)
    report["command"] = _command("withdraw_consent", "PH-1", "--no-input")
    report["receipt"] = Withdrawal.objects.get(consent=consent).as_json()
    report["html"] = _admin("receipt", consent)
    report["live"] = sorted(Page.objects.live().values_list("slug", flat=True))
    report["files"] = [name for storage, name in files if storage.exists(name)]
    report["rows are unchanged"] = _rows() == rows
    print(json.dumps(report))  # noqa: T201


def finish():
    """Ask for the pages before and after the consent is withdrawn once more. Report the answers."""
    from testimonials.models import Testimonial

    consent = Consent.objects.get(code="PH-1")
    addresses = ("/stories/told/", "/stories/other/", "/albums/album/case/")
    report = {"statuses": {address: Client().get(address).status_code for address in addresses}}
    Page.objects.filter(slug="told").update(live=True)
    report["live again"] = Client().get("/stories/told/").status_code
    report["command"] = _command("withdraw_consent", "PH-1", "--no-input")
    report["receipt"] = Withdrawal.objects.get(consent=consent).as_json()
    report["html"] = _admin("receipt", consent)
    report["live"] = sorted(Page.objects.live().values_list("slug", flat=True))
    report["testimonials"] = Testimonial.objects.filter(live=True).count()
    print(json.dumps(report))  # noqa: T201


def _command(*args):
    out = io.StringIO()
    try:
        call_command(*args, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}CommandError: {error}"
    return out.getvalue()


def _admin(name, consent):
    client = Client()
    client.force_login(get_user_model().objects.get(username="staff"))
    answer = client.get(reverse(f"wagtailsnippets_cms_consent_consent:{name}", args=[consent.pk]))
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def _rows():
    with connection.cursor() as cursor:
        found = []
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 - our own names
            found += cursor.fetchall()
    return found


if __name__ == "__main__":
    globals()[sys.argv[1]]()
