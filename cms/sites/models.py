"""The identity of the practice and the menus: one of each for a site, with drafts.

Templates read them as `practice` and `menus`: see `cms.sites.context_processors`. The header and the footer are
`templates/components/header.html` and `footer.html`.
"""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, Page, PreviewableMixin, RevisionMixin, Site

from cms.content_stamp.kept import keep
from cms.context.channels import PREVIEW
from cms.context.request import current_context, use_context
from cms.documents.publishing import document_problems
from cms.images.models import ContentImage
from cms.images.publishing import image_problems
from cms.loader import load_one
from cms.pages.blocks import LinkBlock
from cms.pages.fields import ContentStreamField
from cms.pages.references import extract_links, references_in
from cms.publishing.rules import PublishingForm, PublishingRules
from cms.sites.blocks import HoursBlock, PhoneBlock
from cms.visibility import public_objects


class SchedulePanel(PublishingPanel):
    """Wagtail's panel of the publishing schedule without the expiry date, at which a site would lose its identity."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.children = [panel for panel in self.children if panel.field_name == "go_live_at"]

    class BoundPanel(PublishingPanel.BoundPanel):
        template_name = "cms_sites/admin/schedule_panel.html"


class SiteContent(PublishingRules, PreviewableMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """Base of content that each site has one of. The row holds the published values, revisions hold drafts."""

    site = models.OneToOneField(
        Site, on_delete=models.CASCADE, editable=False, related_name="+", verbose_name=_("site")
    )

    base_form_class = PublishingForm

    class Meta:
        abstract = True
        default_permissions = ("change",)

    @classmethod
    def for_site(cls, site):
        """Return the published object of `site`, or an empty one. Reading never writes."""
        if site is None:
            return cls()
        published = current_context().memoize(cls._memo_key(site.pk), lambda: cls._published(site.pk))
        return published or cls(site=site)

    @classmethod
    def _published(cls, site_id):
        # Stored values are kept, because the objects of stream values remember which pages a request may see.
        row = keep(cls._memo_key(site_id), lambda: cls._fetch_row(site_id))
        return (
            cls.from_db(DEFAULT_DB_ALIAS, [field.attname for field in cls._meta.concrete_fields], row)
            if row
            else None
        )

    @classmethod
    def _fetch_row(cls, site_id):
        published = public_objects(cls.objects.filter(site=site_id)).first()
        if published is None:
            return None
        return [field.get_prep_value(field.value_from_object(published)) for field in cls._meta.concrete_fields]

    @classmethod
    def for_request(cls, request):
        return cls.for_site(Site.find_for_request(request))

    @classmethod
    def for_editing(cls, site):
        """Return the object of `site`. One that is missing is created as an unpublished draft."""
        return cls.objects.get_or_create(site=site, defaults={"live": False})[0]

    @classmethod
    def _memo_key(cls, site_id):
        return "content of the site", cls, site_id

    def references(self):
        """Yield model and id of each object that every page of the site shows because of this object."""
        raise NotImplementedError

    def publishing_problems(self, at=None):
        return [*super().publishing_problems(at), *image_problems(self, at), *document_problems(self, at)]

    @property
    def full_url(self):
        """The URL of the home page, which previews show."""
        return f"{self.site.root_url}/"

    def serve_preview(self, request, mode_name):
        """Render the home page of the site with the values of this object."""
        page = self.site.root_page.specific
        with use_context(PREVIEW) as context:
            context.memoize(self._memo_key(self.site_id), lambda: self)
            response = page.serve(request)
            # Templates check visibility, so they are rendered inside the preview context.
            return response.render() if hasattr(response, "render") else response


class Specialty(models.TextChoices):
    """Fields of medicine, by their names on https://schema.org/MedicalSpecialty."""

    CARDIOLOGY = "Cardiovascular", _("Cardiology")
    DENTISTRY = "Dentistry", _("Dentistry")
    DERMATOLOGY = "Dermatology", _("Dermatology")
    ENDOCRINOLOGY = "Endocrine", _("Endocrinology")
    GASTROENTEROLOGY = "Gastroenterologic", _("Gastroenterology")
    GERIATRICS = "Geriatric", _("Geriatrics")
    GYNECOLOGY = "Gynecologic", _("Gynecology")
    NEUROLOGY = "Neurologic", _("Neurology")
    OBSTETRICS = "Obstetric", _("Obstetrics")
    ONCOLOGY = "Oncologic", _("Oncology")
    OPTOMETRY = "Optometric", _("Optometry")
    ORTHOPEDICS = "Musculoskeletal", _("Orthopedics")
    OTOLARYNGOLOGY = "Otolaryngologic", _("Ear, nose and throat medicine")
    PEDIATRICS = "Pediatric", _("Pediatrics")
    PHYSIOTHERAPY = "Physiotherapy", _("Physical therapy")
    PLASTIC_SURGERY = "PlasticSurgery", _("Plastic surgery")
    PODIATRY = "Podiatric", _("Podiatry")
    PRIMARY_CARE = "PrimaryCare", _("Primary care")
    PSYCHIATRY = "Psychiatric", _("Psychiatry")
    PULMONOLOGY = "Pulmonary", _("Pulmonology")
    RHEUMATOLOGY = "Rheumatologic", _("Rheumatology")
    SURGERY = "Surgical", _("Surgery")
    UROLOGY = "Urologic", _("Urology")


class Practice(SiteContent):
    """The identity of the practice, shown in the header and footer of each page."""

    name = models.CharField(max_length=120, blank=True, verbose_name=_("name"))
    tagline = models.CharField(max_length=160, blank=True, verbose_name=_("tagline"))
    surgeon = models.CharField(
        max_length=120, blank=True, help_text=_("Name and credentials."), verbose_name=_("surgeon")
    )
    specialty = models.CharField(
        max_length=20,
        choices=Specialty,
        blank=True,
        help_text=_("Stands in the footer, and with the place in the titles that search engines show."),
        verbose_name=_("specialty"),
    )
    street_address = models.CharField(max_length=120, blank=True, verbose_name=_("street address"))
    city = models.CharField(max_length=80, blank=True, verbose_name=_("city"))
    region = models.CharField(max_length=40, blank=True, verbose_name=_("state or region"))
    postal_code = models.CharField(max_length=20, blank=True, verbose_name=_("postal code"))
    country = models.CharField(max_length=60, blank=True, verbose_name=_("country"))
    email = models.EmailField(blank=True, verbose_name=_("email"))
    phones = ContentStreamField([("phone", PhoneBlock())], blank=True, verbose_name=_("phones"))
    hours = ContentStreamField([("hours", HoursBlock())], blank=True, verbose_name=_("hours"))

    sister_site_name = models.CharField(max_length=80, blank=True, verbose_name=_("sister site name"))
    sister_site_url = models.URLField(blank=True, verbose_name=_("sister site URL"))
    sister_site_text = models.TextField(max_length=300, blank=True, verbose_name=_("sister site text"))

    book_title = models.CharField(max_length=160, blank=True, verbose_name=_("book title"))
    book_text = models.TextField(max_length=400, blank=True, verbose_name=_("book text"))
    book_image = models.ForeignKey(
        "cms_images.ContentImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("book image"),
    )
    book_url = models.URLField(blank=True, help_text=_("Where it can be bought."), verbose_name=_("book URL"))

    screening_title = models.CharField(max_length=160, blank=True, verbose_name=_("screening title"))
    screening_questions = models.TextField(
        blank=True, help_text=_("One question a line."), verbose_name=_("screening questions")
    )
    screening_text = RichTextField(blank=True, verbose_name=_("screening text"))
    screening_link_label = models.CharField(max_length=80, blank=True, verbose_name=_("screening link label"))
    screening_link_url = models.URLField(blank=True, verbose_name=_("screening link URL"))

    screening_tag = models.CharField(
        max_length=100,
        blank=True,
        help_text=_("The call-out stands on the home page, and on pages that have this tag."),
        verbose_name=_("screening tag"),
    )

    contact_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where the button “Ask” leads that phones show on each page."),
        verbose_name=_("contact page"),
    )
    privacy_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("What you do with personal data. Each form leads there."),
        verbose_name=_("privacy page"),
    )
    exit_url = models.URLField(
        default="https://www.weather.gov/",
        help_text=_("Where the button “Exit this page” leads: a website that anybody may have open."),
        verbose_name=_("exit URL"),
    )
    footer_notices = ContentStreamField(
        [("notice", blocks.TextBlock(max_length=400, rows=2, label=_("Notice")))],
        blank=True,
        help_text=_("Stand at the foot of each page."),
        verbose_name=_("footer notices"),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("tagline"),
                    FieldPanel("surgeon"),
                    FieldPanel("specialty"),
                    MultiFieldPanel(
                        [FieldPanel(name) for name in ("street_address", "city", "region", "postal_code", "country")],
                        heading=_("Address"),
                    ),
                    FieldPanel("email"),
                    FieldPanel("phones"),
                    FieldPanel("hours"),
                    FieldPanel("contact_page"),
                    FieldPanel("privacy_page"),
                    FieldPanel("exit_url"),
                    FieldPanel("footer_notices"),
                    SchedulePanel(),
                ],
                heading=_("Practice"),
            ),
            ObjectList(
                [FieldPanel(f"sister_site_{name}") for name in ("name", "url", "text")], heading=_("Sister site")
            ),
            ObjectList([FieldPanel(f"book_{name}") for name in ("title", "text", "image", "url")], heading=_("Book")),
            ObjectList(
                [
                    FieldPanel(f"screening_{name}")
                    for name in ("title", "questions", "text", "link_label", "link_url", "tag")
                ],
                heading=_("Screening call-out"),
            ),
        ]
    )

    class Meta(SiteContent.Meta):
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    def __str__(self):
        return self.name or gettext("Practice")

    def clean(self):
        super().clean()
        for label, url in (
            ("screening_link_label", "screening_link_url"),
            ("sister_site_name", "sister_site_url"),
        ):
            if getattr(self, label) and not getattr(self, url):
                raise ValidationError({url: _("Give the address that this link leads to.")})

    @property
    def place(self):
        """City and region: “Manchester, NH”."""
        return ", ".join(filter(None, (self.city, self.region)))

    @property
    def specialty_and_place(self):
        """The specialty and the place of the practice: “Plastic surgery in Manchester, NH”."""
        specialty = self.get_specialty_display() if self.specialty else ""
        if specialty and self.place:
            return gettext("{specialty} in {place}").format(specialty=specialty, place=self.place)
        return specialty or self.place

    @property
    def questions(self):
        """The screening questions, one by one."""
        return [line.strip() for line in self.screening_questions.splitlines() if line.strip()]

    @property
    def contact_url(self):
        """The address of the contact page, or "" while it is not public."""
        page = load_one(Page, self.contact_page_id)
        return page.url if page else ""

    @property
    def shown_privacy_page(self):
        """The privacy page, or None while it is not public."""
        return load_one(Page, self.privacy_page_id)

    def references(self):
        """Yield model and id of each object that the header and footer of each page, and forms, show."""
        yield Page, self.contact_page_id
        yield Page, self.privacy_page_id
        yield ContentImage, self.book_image_id
        yield from extract_links(self.screening_text)

    @property
    def main_phone(self):
        """The first number, which the call button dials."""
        return self.phones[0].value if self.phones else None


class Menus(SiteContent):
    """The main menu and the footer menu."""

    main = ContentStreamField(
        [("link", LinkBlock(label=_("Link")))],
        blank=True,
        help_text=_("At the top of each page."),
        verbose_name=_("main"),
    )
    footer = ContentStreamField(
        [("link", LinkBlock(label=_("Link")))],
        blank=True,
        help_text=_("At the foot of each page."),
        verbose_name=_("footer"),
    )

    panels = [FieldPanel("main"), FieldPanel("footer"), SchedulePanel()]

    class Meta(SiteContent.Meta):
        verbose_name = _("menus")
        verbose_name_plural = _("menus")

    def __str__(self):
        return gettext("Menus")

    def references(self):
        """Yield model and id of each page that the menus lead to."""
        for menu in (self.main, self.footer):
            yield from references_in(menu)
