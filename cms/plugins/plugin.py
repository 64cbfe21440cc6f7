"""What a content type declares about itself."""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, wraps
from importlib import import_module
from importlib.metadata import packages_distributions, version
from pkgutil import iter_modules

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import module_has_submodule

import cms
from cms.plugins.registry import registry


@dataclass(frozen=True)
class RelatedContent:
    """What one plugin offers for other pages: a heading in the reader's words, and the pages below it."""

    heading: str
    items: object
    """A queryset of pages of one type, in the order in which they are shown. The core keeps those that are about the
    page at hand, and public."""
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
    """A queryset, in the order in which it is shown. The core keeps what is about the page at hand and may be shown.
    The queryset may depend on the channel, the reader and the day, and on nothing else that changes."""
    template: str
    """Shows `items` on the site."""
    represent: object
    """A function of an item and a request that returns a dict for the API."""
    about: str = "about"
    """Name of the foreign key of the items to the page that they are offered for."""


class PluginError(ImproperlyConfigured):
    """A plugin cannot do what it declares. The sentence names it, and how to start without it."""


class ContentTypePlugin(AppConfig):
    """The AppConfig of an app that adds content types. Put it into the app's `apps.py`.

    `verbose_name` (Django's own) is the name that people see.
    """

    default = False  # An AppConfig base imported into `apps.py` would be a second candidate for Django.

    default_auto_field = "django.db.models.BigAutoField"  # in any project, so that migrations are the same in all

    summary = ""
    """One sentence that tells staff what the type is for."""
    icon = "doc-empty"
    """Name of a Wagtail icon."""
    order = 100
    """Place among the content types; lower comes first."""
    stylesheet = ""
    """Path of a static file that every page of the site links: `team/team.css`. Its blocks may be on any page."""
    requires_core = ""
    """The plugin contracts this plugin works with: a PEP 440 range held against `cms.PLUGIN_API_VERSION`."""
    required_settings = ()
    """Names of settings without which it cannot work. Each is read as text from the variable of its name."""
    default_settings = {}
    """Other settings and their defaults. Each is read from the variable of its name, as the type of its default: str,
    int, float, bool or list. All names begin with the label in capitals."""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.default = True
        if "ready" in vars(cls):
            cls.ready = _attribute_errors_of(cls.ready)

    def import_models(self):
        """Load the models. Raises PluginError where the code of the plugin fails."""
        with self.attribute_errors("its models cannot be loaded"):
            super().import_models()

    def ready(self):
        """Join the registry. A subclass that has its own `ready()` calls this one first.

        Raises PluginError here, not in a system check, because those do not run under WSGI.
        """
        with self.attribute_errors("it cannot join the others"):
            registry.register(self)
        if self.is_read_only:
            for model in self.get_models():
                model.is_creatable = False
        # Wagtail and Django would load them in the middle of the first request.
        with self.attribute_errors("its wagtail_hooks cannot be loaded"):
            if module_has_submodule(self.module, "wagtail_hooks"):
                import_module(f"{self.name}.wagtail_hooks")
        with self.attribute_errors("its templatetags cannot be loaded"):
            self._import_all("templatetags")

    def load_migrations(self):
        """Load the migrations, which Django does only where it migrates. Raises PluginError."""
        with self.attribute_errors("its migrations cannot be loaded"):
            self._import_all("migrations")

    @property
    def lacks_migrations(self):
        """Whether it has models of which `migrate` would make no tables."""
        return any(self.get_models()) and not module_has_submodule(self.module, "migrations")

    def _import_all(self, package):
        if module_has_submodule(self.module, package):
            package = import_module(f"{self.name}.{package}")
            for found in iter_modules(package.__path__, f"{package.__name__}."):
                import_module(found.name)

    @property
    def is_read_only(self):
        """Whether nothing new can be made of this content type."""
        found = settings.CONTENT_TYPES.get(self.label)
        return found is not None and found.state == "read-only"

    @contextmanager
    def attribute_errors(self, what):
        """Raise a PluginError in place of whatever is raised in this block, where `what` of this plugin is asked."""
        try:
            yield
        except PluginError:
            raise
        except Exception as error:
            kind = "" if isinstance(error, ImproperlyConfigured) else f"{type(error).__name__}: "
            raise PluginError(
                f"Content type “{self.label}” {self.version}: {what}: {kind}{str(error).rstrip('.')}. "
                f"Mend or replace it, or start without it: CMS_DISABLED_CONTENT_TYPES={self.label}. "
                "What was made of it is kept."
            ) from error

    def problems(self):
        """Return what is wrong with the plugin's settings or surroundings: sentences that say what to do."""
        return ()

    def related_content(self):
        """Return what this plugin has to offer for other pages: an iterable of `RelatedContent` and `RelatedItems`.

        The core finds what of it is about a page: one query asks for all offers and all pages of a list together.
        """
        return ()

    def body_blocks(self):
        """Return blocks that the body of every page may have, beside those of the core: a dict by their names."""
        return {}

    def api_endpoints(self):
        """Return what this plugin adds to the API beside its pages: a dict of viewset classes by endpoint names.

        {"practice": PracticeAPIViewSet} is answered at `/api/v2/practice/`. A viewset is one of Wagtail's API v2,
        with `cms.api.v2.views.APIViewMixin` before it. `cms.api.v2.sites.SiteAPIViewSet` serves an object of which
        each site has one. A name that is taken raises ImproperlyConfigured.
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
        distributions = _distributions().get(package)
        return version(distributions[0]) if distributions else cms.__version__


_distributions = cache(packages_distributions)  # which looks into all that is installed


def _attribute_errors_of(ready):
    """Return the `ready()` of a subclass, for which the plugin is named: what it raises, and what it leaves out."""

    @wraps(ready)
    def attribute_errors(self):
        with self.attribute_errors("its ready() failed"):
            ready(self)
            if self not in registry:
                raise ImproperlyConfigured("it does not call super().ready()")

    return attribute_errors
