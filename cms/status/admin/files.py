"""The lists of images and documents, which say why a file is hidden."""

from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.documents.views import documents
from wagtail.images.views import images

from cms.status.columns import HiddenColumn
from cms.status.filters import StatusFilter
from cms.visibility import hidden_objects


class ImageStatus(TextChoices):
    HIDDEN = "hidden", _("Hidden")
    NOT_DESCRIBED = "not-described", _("Without description")


class ImageFilterSet(images.ImagesFilterSet):
    status = StatusFilter(choices=ImageStatus.choices)

    def in_status(self, status):
        model = self.queryset.model
        return model.objects.filter(description="") if status == ImageStatus.NOT_DESCRIBED else hidden_objects(model)


class ImageListView(images.IndexView):
    filterset_class = ImageFilterSet

    @cached_property
    def columns(self):
        columns = super().columns  # none in the grid, whose template says it
        return [*columns, HiddenColumn()] if columns else columns


class DocumentFilterSet(documents.DocumentsFilterSet):
    status = StatusFilter(choices=[("hidden", _("Hidden"))])

    def in_status(self, status):
        return hidden_objects(self.queryset.model)


class DocumentListView(documents.IndexView):
    filterset_class = DocumentFilterSet

    @cached_property
    def columns(self):
        return [*super().columns, HiddenColumn()]
