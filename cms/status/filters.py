"""The filter of lists in the admin by status."""

import django_filters
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _


class StatusFilter(django_filters.ChoiceFilter):
    """A filter by status. The filter set has the method `in_status`, which returns a queryset for a status."""

    def __init__(self, **kwargs):
        super().__init__(label=_("Status"), empty_label=_("Any"), widget=RadioSelect, **kwargs)

    def filter(self, queryset, value):
        # A subquery, since a search backend filters by the columns of its index alone.
        return queryset.filter(pk__in=self.parent.in_status(value).order_by().values("pk")) if value else queryset
