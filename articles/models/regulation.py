"""The regulatory status of a drug or device for a use: one record, which pages choose."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class RegulatoryStatus(index.Indexed, models.Model):
    """The regulatory status of a drug or device for a use. A change is on all pages that name it at once."""

    class Status(models.TextChoices):
        NOT_APPLICABLE = "not_applicable", _("Needs no approval")
        APPROVED = "approved", _("Approved for this use")
        OFF_LABEL = "off_label", _("Off label")
        INVESTIGATIONAL = "investigational", _("Investigational")

    product = models.CharField(
        max_length=120,
        verbose_name=_("drug or device"),
        help_text=_("Such as “Botulinum toxin”, or “None” for a procedure without one."),
    )
    use = models.CharField(
        max_length=120, verbose_name=_("use"), help_text=_("What it is used for, such as “vaginismus”.")
    )
    status = models.CharField(
        max_length=20,
        choices=Status,
        verbose_name=_("status"),
        help_text=_("Off-label and investigational use is shown to readers as a notice."),
    )
    number = models.CharField(
        max_length=40,
        blank=True,
        verbose_name=_("number"),
        help_text=_("Of the approval or study, such as IND 109343."),
    )
    date = models.DateField(
        null=True, blank=True, verbose_name=_("date"), help_text=_("Of the approval of the product or study.")
    )
    note = models.TextField(
        max_length=600, blank=True, verbose_name=_("note"), help_text=_("Added to the notice, in plain words.")
    )

    search_fields = [
        index.SearchField("product"),
        index.SearchField("use"),
        index.AutocompleteField("product"),
        index.AutocompleteField("use"),
        *(index.FilterField(name) for name in ("product", "use", "status")),
    ]

    class Meta:
        verbose_name = _("regulatory status")
        verbose_name_plural = _("regulatory statuses")
        ordering = ["product", "use"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "use"],
                name="one_status_per_product_and_use",
                violation_error_message=_("There is a status of this product for this use already."),
            )
        ]

    def __str__(self):
        return f"{self.product}, {self.use}: {self.get_status_display()}"

    def clean(self):
        super().clean()
        if self.status == self.Status.INVESTIGATIONAL:
            missing = [name for name in ("number", "date") if not getattr(self, name)]
            if missing:
                message = _("Investigational use has the number of its study and the date of its approval.")
                raise ValidationError(dict.fromkeys(missing, message))

    @property
    def needs_notice(self):
        """Whether pages show it as a notice, and not as a line."""
        return self.status in (self.Status.OFF_LABEL, self.Status.INVESTIGATIONAL)
