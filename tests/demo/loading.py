import io
from contextlib import contextmanager

from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from wagtail.models import Page, Site


def load():
    """Run the command, with small pictures, and return what it said."""
    out = io.StringIO()
    call_command("load_sample_content", picture_width=120, stdout=out)
    return out.getvalue()


@contextmanager
def sample_content(media):
    """Load the whole sample content with its files in the folder `media`, and remove it at the end.

    Its pictures are not scaled, which takes a minute: the tests in a browser see them.
    """
    with override_settings(MEDIA_ROOT=media, TASKS_RUN_AT_ONCE=False), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


def everything():
    """Return what the database says of pages, so that a change of any of them shows."""
    return list(Page.objects.order_by("pk").values()), Site.objects.values_list("root_page", flat=True)[0]
