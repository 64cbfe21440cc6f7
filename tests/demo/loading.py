import io

from django.core.management import call_command
from wagtail.models import Page, Site


def load():
    """Run the command, with small pictures, and return what it said."""
    out = io.StringIO()
    call_command("load_sample_content", picture_width=120, stdout=out)
    return out.getvalue()


def everything():
    """Return what the database says of pages, so that a change of any of them shows."""
    return list(Page.objects.order_by("pk").values()), Site.objects.values_list("root_page", flat=True)[0]
