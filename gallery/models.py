"""Albums of cases: patients before and after a procedure."""

from operator import attrgetter

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.api import APIField
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.plugins.api import (
    CardList,
    ConsentRequired,
    ContentImage,
    ContentPage,
    ContentStreamField,
    ListFilter,
    MedicalReview,
    Neighbors,
    add_dependencies,
    add_list_dependency,
    announce,
    load_many,
    neighbor_ids,
    public_pages,
    requested_page,
)
from gallery import claims
from gallery.blocks import PairsBlock, stored_image_id
from gallery.serializers import ProceduresField

CASES_PER_PAGE = 24
CASE_ORDER = ["path"]
"""The order of cases: that of the page tree, in which staff sort them."""


class GalleryIndexPage(ContentPage):
    """Lists the albums, and all cases by procedure."""

    subpage_types = ["gallery.GalleryPage"]

    class Meta:
        verbose_name = _("list of albums")
        verbose_name_plural = _("lists of albums")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        cases = public_pages(CasePage.objects.descendant_of(self))
        procedures = public_pages(
            Page.objects.filter(pk__in=CaseProcedure.objects.filter(page__in=cases).values("procedure"))
        ).order_by("title")
        options = [(procedure.slug, procedure.title) for procedure in procedures]
        context["filter"] = chosen = ListFilter(
            request, "procedure", options, title=_("Patients by procedure"), all_label=_("All albums")
        )
        of_procedure = CaseProcedure.objects.filter(procedure__slug=chosen.value)
        context["page_obj"] = _paginated(
            cases.filter(pk__in=of_procedure.values("page")) if chosen else cases.none(), request
        )
        context["cards"] = CardList(public_pages(GalleryPage.objects.child_of(self)).values_list("pk", flat=True))
        return context


class GalleryPage(ContentPage):
    """An album: cases of one procedure, and how they were chosen."""

    parent_page_types = ["gallery.GalleryIndexPage"]
    subpage_types = ["gallery.CasePage"]

    patients_total = models.PositiveIntegerField(
        null=True,
        blank=True,
        verbose_name=_("patients treated"),
        help_text=_(
            "The number of patients from whom the cases were chosen. "
            "The page counts the cases that it shows by itself."
        ),
    )
    chosen_by = models.CharField(
        max_length=250,
        help_text=_("Who chose the cases and how, such as “the surgeon, as typical of the results after a year”."),
        verbose_name=_("chosen by"),
    )

    content_panels = [
        *ContentPage.lead_panels,
        FieldPanel("about"),
        MultiFieldPanel(
            [FieldPanel("patients_total"), FieldPanel("chosen_by")], heading=_("How the cases were chosen")
        ),
        FieldPanel("body"),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("chosen_by")]
    api_fields = [
        *ContentPage.api_fields,
        APIField("cases_shown"),
        APIField("patients_total"),
        APIField("chosen_by"),
    ]

    class Meta:
        verbose_name = _("album")
        verbose_name_plural = _("albums")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["page_obj"] = _paginated(self.cases, request)
        return context

    @property
    def cases(self):
        """The cases that may be shown."""
        return public_pages(CasePage.objects.child_of(self))

    @property
    def cases_shown(self) -> int:
        """The number of cases that may be shown."""
        counted = self.__dict__.get("cases_counted")
        return self.cases.count() if counted is None else counted

    @classmethod
    def prefetch_for_api(cls, pages, names):
        pages = super().prefetch_for_api(pages, names)
        if "cases_shown" not in names:
            return pages
        cases = public_pages(
            CasePage.objects.filter(path__startswith=models.OuterRef("path"), depth=models.OuterRef("depth") + 1)
        )
        counted = cases.order_by().values(all=models.Value(1)).annotate(number=models.Count("pk")).values("number")
        return pages.annotate(cases_counted=Coalesce(models.Subquery(counted), 0))


class CasePage(ConsentRequired, MedicalReview, ContentPage):
    """Photographs of one patient, before and after. Shown only while the patient's consent allows it."""

    class AgeRange(models.TextChoices):
        """Ranges instead of ages: together with other facts, an age can identify a patient."""

        UNDER_25 = "18-24", _("18 to 24")
        UNDER_35 = "25-34", _("25 to 34")
        UNDER_45 = "35-44", _("35 to 44")
        UNDER_55 = "45-54", _("45 to 54")
        UNDER_65 = "55-64", _("55 to 64")
        UNDER_75 = "65-74", _("65 to 74")
        OLDER = "75+", _("75 or older")

    parent_page_types = ["gallery.GalleryPage"]
    subpage_types = []
    required_coverage = {"photographs": True}

    age_range = models.CharField(max_length=5, choices=AgeRange, blank=True, verbose_name=_("age range"))
    pairs = ContentStreamField(PairsBlock, blank=True, verbose_name=_("photographs"))

    content_panels = [
        *ContentPage.lead_panels,
        *MedicalReview.review_panels,
        FieldPanel("consent"),
        FieldPanel("pairs"),
        FieldPanel("age_range"),
        MultipleChooserPanel(
            "case_procedures", label=_("Procedure"), heading=_("Procedures"), chooser_field_name="procedure"
        ),
        FieldPanel("body"),
    ]
    api_fields = [
        *ContentPage.api_fields,
        APIField("pairs"),
        APIField("age_range"),
        APIField("procedures", serializer=ProceduresField(source="*")),
        *MedicalReview.review_api_fields,
    ]

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    @classmethod
    def prefetch_for_api(cls, pages, names):
        pages = super().prefetch_for_api(pages, names)
        return pages.prefetch_related("case_procedures") if "procedures" in names else pages

    def api_references(self, names):
        yield from super().api_references(names)
        if "procedures" in names:
            for pk in self.procedure_ids:
                yield Page, pk

    @cached_property
    def procedure_ids(self):
        return [link.procedure_id for link in self.case_procedures.all()]

    def get_context(self, request, *args, **kwargs):
        """Add the neighbors of the case. One query finds them, and the procedures of a published case."""
        neighbors = neighbor_ids(public_pages(CasePage.objects.sibling_of(self)), self, CASE_ORDER)
        rows = CasePage.objects.filter(pk=self.pk).order_by("case_procedures__sort_order")
        rows = list(rows.values_list(*neighbors, "case_procedures__procedure"))
        if not getattr(request, "is_preview", False):
            self.procedure_ids = [procedure for *_neighbors, procedure in rows if procedure]
        found = rows[0][:2] if rows else (None, None)
        return super().get_context(request, *args, **kwargs) | {"neighbors": Neighbors(*found)}

    @property
    def first_pair(self):
        """The images of the first pair, if both are visible. Requires `first_pair_ids`, which lists set."""
        found = list(load_many(ContentImage, self.first_pair_ids).values())
        return found if len(found) == 2 else []

    @property
    def is_sensitive(self):
        return any(picture.sensitive for picture in self.first_pair)

    @property
    def procedures(self):
        """The public pages of the procedures."""
        chosen = load_many(Page, self.procedure_ids)
        return sorted(chosen.values(), key=attrgetter("title"))

    @property
    def photographs(self):
        """The pictures of all pairs."""
        return [picture for pair in self.pairs for picture in pair.value.pictures]

    def covered_image_ids(self):
        return {picture.pk for picture in self.photographs}

    def save(self, *args, **kwargs):
        """Save, and claim the images. Saving a revision also calls this, with the content of the draft."""
        super().save(*args, **kwargs)
        claims.claim(self, self.covered_image_ids())

    def publishing_problems(self, at=None):
        problems = super().publishing_problems(at)
        if not self.pairs:
            problems.append(("pairs", _("A case shows at least one pair of photographs.")))
        if self.consent_id:
            problems += [("pairs", problem) for problem in self._problems_of_photographs()]
        return problems

    def prepare_for_publishing(self):
        """Assign the consent of the case to all its images. Validation has refused images of other patients."""
        super().prepare_for_publishing()
        chosen = self.covered_image_ids()
        ContentImage.objects.filter(pk__in=chosen).update(consent=self.consent, shows_patient=True)
        claims.confirm(chosen)

    def _problems_of_photographs(self):
        """Yield problems of the images. An image under a consent that the case never had shows another patient."""
        own = {self.consent_id, *self._earlier_consents()}
        for picture in ContentImage.objects.filter(pk__in=self.covered_image_ids()).select_related("consent"):
            if not picture.shows_patient and (uses := claims.public_uses(picture, self)):
                yield _(
                    "The picture “%(picture)s” is shown on “%(use)s”, which is public, and is not marked as a "
                    "patient’s. If it shows this patient, open the picture and tick “shows a patient”. "
                    "Otherwise choose another picture here."
                ) % {"picture": picture.title, "use": uses[0]}
            if picture.shows_face and not self.consent.covers_face:
                yield _(
                    "The face can be recognized in the picture “%(picture)s”, "
                    "and the consent of this case does not cover that."
                ) % {"picture": picture.title}
            if picture.consent and picture.consent.withdrawn_at:
                yield _(
                    "The picture “%(picture)s” was deleted when its consent was withdrawn. "
                    "Upload the photograph anew."
                ) % {"picture": picture.title}
            elif picture.consent and picture.consent_id not in own:
                yield _(
                    "The picture “%(picture)s” is under another consent than this case. "
                    "Take out the one that is not of this patient."
                ) % {"picture": picture.title}

    def _earlier_consents(self):
        """Yield the consent ids of the stored row and of all revisions."""
        yield from CasePage.objects.filter(pk=self.pk).values_list("consent", flat=True)
        for revision in self.revisions.all() if self.pk else ():
            yield revision.content.get("consent")


class CaseProcedure(Orderable):
    """A procedure that a case shows."""

    page = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="case_procedures")
    procedure = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("procedure"))

    panels = [FieldPanel("procedure")]

    class Meta(Orderable.Meta):
        verbose_name = _("procedure of a case")
        verbose_name_plural = _("procedures of a case")


def _paginated(cases, request):
    """Return the page of `cases` that the request asks for, with the pictures of the first pair of each case.

    The pictures are fetched when they are shown. Raises Http404 for a page of the list that does not exist.
    """
    page_obj = requested_page(cases.order_by(*CASE_ORDER), request, CASES_PER_PAGE)
    page_obj.object_list = list(page_obj.object_list)
    add_list_dependency(Page)
    add_dependencies(page_obj)
    for case in page_obj:
        pair = case.pairs.raw_data[0]["value"] if len(case.pairs) else {}
        case.first_pair_ids = [pk for name in ("before", "after") if (pk := stored_image_id(pair.get(name)))]
        announce((ContentImage, pk) for pk in case.first_pair_ids)
    return page_obj
