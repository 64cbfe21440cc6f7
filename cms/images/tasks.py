from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from cms.images import making
from cms.images.models import ContentImage
from cms.tasks.declaration import periodic, task


@task(verbose_name=_("Make the sizes of an image"))
def make_renditions(image_id):
    if image := ContentImage.objects.select_related("consent").filter(pk=image_id).first():
        making.make_renditions(image)


@periodic(every=timedelta(days=1), verbose_name=_("Remove files of interrupted uploads"))
def remove_orphaned_files():
    call_command("remove_orphaned_files", delete=True, stdout=StringIO())
