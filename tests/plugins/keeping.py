"""Run steps with the content type “kept”: `python -m tests.plugins.keeping migrate make`."""

import json
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.models import Page, PageViewRestriction  # noqa: E402

from cms.plugins.placeholders.models import Placeholder  # noqa: E402
from tests.plugins.steps import refusal_of, run_command, run_steps  # noqa: E402
from tests.plugins.visit import make_site, visit  # noqa: E402

EXPORT = Path(settings.DATA_DIR).with_name("export")
REMOVE = ("remove_content_type", "kept", "--export", str(EXPORT), "--count", "5")
RESTORE = ("restore_content_type", "kept", str(EXPORT))


def make():
    from dummy_kept.models import KeptPage

    make_site()
    home = Page.objects.get(slug="practice")
    editor = get_user_model().objects.create_user("editor")
    body = json.dumps([{"type": "kept_block", "value": "x"}])
    note = ContentFile(b"A note", "note.txt")
    page = KeptPage(title="Kept", slug="kept", facts={"a": ["b", 1]}, body=body, note=note)
    home.add_child(instance=page)
    page.tags.add("green", "blue")
    page.save()
    page.save_revision(user=editor).publish()
    page.title = "Kept, changed"
    page.save_revision(user=editor)
    page.add_child(instance=KeptPage(title="Below", slug="below", live=False, about=home))
    Redirect.objects.create(old_path="/old", redirect_page=page)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    home.add_child(instance=KeptPage(title="Second", slug="second"))


def remove():
    return run_command(*REMOVE)


def refused_removal():
    return refusal_of(*REMOVE)


def restore():
    return run_command(*RESTORE)


def refused_restoration():
    return refusal_of(*RESTORE)


def visits():
    return [visit(address)[0] for address in ("/", "/admin/login/", "/api/v2/pages/")]


def delete_placeholder():
    """Delete the page. Return whether it is a placeholder."""
    page = Page.objects.get(slug="kept")
    is_placeholder = isinstance(page.specific, Placeholder)
    page.delete()
    return is_placeholder


if __name__ == "__main__":
    run_steps(globals())
