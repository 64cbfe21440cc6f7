from datetime import timedelta

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from cms.tasks.declaration import periodic


@periodic(every=timedelta(seconds=30), verbose_name=_("Publish scheduled content, unpublish expired"), urgent=True)
def publish_scheduled():
    call_command("publish_scheduled", verbosity=0)
