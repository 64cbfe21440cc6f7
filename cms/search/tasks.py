from datetime import timedelta

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.search.index import index_by_ids, referring_page_ids
from cms.search.models import FailedSearch
from cms.tasks.declaration import periodic, task

KEPT_FOR = timedelta(days=365)
"""How long searches without a result are kept after the last one."""


@task(verbose_name=_("Index the pages that show an object for the search"))
def index_referring_pages(label, pk):
    index_by_ids(referring_page_ids(apps.get_model(label), pk))


@periodic(every=timedelta(days=1), verbose_name=_("Remove old searches without a result"))
def remove_old_failed_searches():
    FailedSearch.objects.filter(last_on__lt=timezone.localdate() - KEPT_FOR).delete()
