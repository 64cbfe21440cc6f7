"""The lists of images and documents, which say why a file is hidden."""

import django_filters
from django.db.models import TextChoices
from django.forms import RadioSelect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.documents.views import documents
from wagtail.images.views import images

from cms.status.columns import HiddenColumn
from cms.visibility import hidden_objects


class ImageStatus(TextChoices):
    HIDDEN = "hidden", _("Hidden")
    NOT_DESCRIBED = "not-described", _("Without description")


class ImageFilterSet(images.ImagesFilterSet):
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=ImageStatus.choices,
        empty_label=_("Any"),
        method="filter_status",
        widget=RadioSelect,
    )

    def filter_status(self, queryset, name, value):
        if value == ImageStatus.NOT_DESCRIBED:
            return queryset.filter(description="")
        return queryset.filter(pk__in=hidden_objects(queryset.model).values("pk"))


class ImageListView(images.IndexView):
    filterset_class = ImageFilterSet

    @cached_property
    def columns(self):
        return [*super().columns, HiddenColumn()] if super().columns else []


class DocumentFilterSet(documents.DocumentsFilterSet):
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[("hidden", _("Hidden"))],
        empty_label=_("Any"),
        method="filter_status",
        widget=RadioSelect,
    )

    def filter_status(self, queryset, name, value):
        return queryset.filter(pk__in=hidden_objects(queryset.model).values("pk"))


class DocumentListView(documents.IndexView):
    filterset_class = DocumentFilterSet

    @cached_property
    def columns(self):
        return [*super().columns, HiddenColumn()]
