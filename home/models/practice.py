"""Site settings: the identity of the practice, and the menus."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.plugins.api import (
    ContentImage,
    ContentStreamField,
    LinkBlock,
    current_context,
    extract_links,
    extract_references,
    load_one,
)
from home.blocks import HoursBlock, PhoneBlock


class SiteSetting(BaseSiteSetting):
    """A site setting whose row is created when staff first save it. Reading never writes."""

    class Meta:
        abstract = True

    @classmethod
    def for_site(cls, site):
        if site is None:
            return cls()
        stored = current_context().memoize((cls, site.pk), lambda: cls.base_queryset().filter(site=site).first())
        return stored or cls(site=site)


@register_setting(icon="group")
class Practice(SiteSetting):
    """The practice's identity, shown in the header and footer of each page."""

    name = models.CharField(max_length=120, blank=True, verbose_name=_("name"))
    tagline = models.CharField(max_length=160, blank=True, verbose_name=_("tagline"))
    surgeon = models.CharField(
        max_length=120, blank=True, help_text=_("Name and credentials."), verbose_name=_("surgeon")
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
                    MultiFieldPanel(
                        [FieldPanel(name) for name in ("street_address", "city", "region", "postal_code", "country")],
                        heading=_("Address"),
                    ),
                    FieldPanel("email"),
                    FieldPanel("phones"),
                    FieldPanel("hours"),
                    FieldPanel("contact_page"),
                    FieldPanel("footer_notices"),
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

    class Meta:
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
    def questions(self):
        """The screening questions, one by one."""
        return [line.strip() for line in self.screening_questions.splitlines() if line.strip()]

    @property
    def contact_url(self):
        """The address of the contact page, or "" while it is not public."""
        page = load_one(Page, self.contact_page_id)
        return page.url if page else ""

    def references(self):
        """Yield model and id of each object that the header and footer of each page show."""
        yield Page, self.contact_page_id
        yield ContentImage, self.book_image_id
        yield from extract_links(self.screening_text)

    @property
    def main_phone(self):
        """The first number, which the call button dials."""
        return self.phones[0].value if self.phones else None


@register_setting(icon="list-ul")
class Menus(SiteSetting):
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

    panels = [FieldPanel("main"), FieldPanel("footer")]

    class Meta:
        verbose_name = _("menus")
        verbose_name_plural = _("menus")

    def __str__(self):
        return gettext("Menus")

    def references(self):
        """Yield model and id of each page that the menus lead to."""
        for menu in (self.main, self.footer):
            yield from extract_references(menu.stream_block, menu.raw_data)
