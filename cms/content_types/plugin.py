"""What a content type declares about itself."""

from dataclasses import dataclass
from importlib.metadata import packages_distributions, version

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from packaging.specifiers import InvalidSpecifier, SpecifierSet

import cms

from .registry import registry


@dataclass(frozen=True)
class RelatedContent:
    """What one plugin offers for other pages: a heading in the reader's words, and the pages below it."""

    heading: str
    items: object
    """A queryset of pages of one type, in the order in which they are shown. The core keeps those that are public."""
    about: str = "about"
    """Name of their foreign key to the page that they are offered for."""

    type = "pages"
    template = "components/card_grid.html"


@dataclass(frozen=True)
class RelatedItems:
    """What one plugin offers for other pages, where that is not pages but something of its own."""

    heading: str
    type: str
    """Tells apps what the items are: "testimonials"."""
    items: object
    """A queryset that holds only what may be shown, in the order in which it is shown."""
    template: str
    """Shows `items` on the site."""
    represent: object
    """A function of an item and a request that returns a dict for the API."""
    about: str = "about"
    """Name of the foreign key of the items to the page that they are offered for."""


class ContentTypePlugin(AppConfig):
    """The AppConfig of an app that adds content types. Put it into the app's `apps.py`.

    `verbose_name` (Django's own) is the name that people see.
    """

    default = False  # An AppConfig base imported into `apps.py` would be a second candidate for Django.

    summary = ""
    """One sentence that tells staff what the type is for."""
    icon = "doc-empty"
    """Name of a Wagtail icon."""
    order = 100
    """Place among the content types; lower comes first."""
    requires_core = ""
    """The plugin contracts this plugin works with: a PEP 440 range held against `cms.API_VERSION`."""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.default = True

    def ready(self):
        """Join the registry. A subclass that has its own `ready()` calls this one first.

        Raises ImproperlyConfigured here, not in a system check, because those do not run under WSGI.
        """
        self._refuse_other_contract()
        registry.register(self)

    def related_to(self, pages):
        """Return what this plugin has to offer for `pages`: an iterable of `RelatedContent` and `RelatedItems`.

        One query asks for all offers and all pages of a list together.
        """
        return ()

    def body_blocks(self):
        """Return blocks that the body of every page may have, beside those of the core: a dict by their names."""
        return {}

    def api_endpoints(self):
        """Return what this plugin adds to the API beside its pages: a dict of viewset classes by endpoint names.

        {"practice": PracticeAPIViewSet} is answered at `/api/v2/practice/`. A viewset is one of Wagtail's API v2,
        with `cms.api.views.DeliveryMixin` before it. `cms.api.sites.SiteAPIViewSet` serves what each site has one
        of. A name that is taken raises ImproperlyConfigured.
        """
        return {}

    def load_sample_content(self, sample):
        """Add this plugin's pages to a new demonstration site.

        `sample` is a `cms.sample_content.builder.SampleSite`.
        """

    @property
    def version(self):
        """Version of the package that brings this plugin."""
        package = self.name.partition(".")[0]
        distributions = packages_distributions().get(package)
        return version(distributions[0]) if distributions else cms.__version__

    def _refuse_other_contract(self):
        try:
            accepted = SpecifierSet(self.requires_core)
        except InvalidSpecifier as error:
            raise ImproperlyConfigured(
                f"Content type “{self.label}”: requires_core = {self.requires_core!r} is not a version range. "
                "Write it like “>=1.0,<2”."
            ) from error
        if cms.API_VERSION not in accepted:
            raise ImproperlyConfigured(
                f"Content type “{self.label}” {self.version} works with plugin contract {accepted}, "
                f"and this is {cms.API_VERSION}. Install a version that fits, "
                f"or take “{self.name}” out of INSTALLED_APPS."
            )
