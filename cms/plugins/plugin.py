"""The base class of plugins, and the related content that plugins provide."""

import re
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
from cms.roles.declaration import declare_permissions, snippet_permissions


@dataclass(frozen=True)
class RelatedContent:
    """Pages that a plugin provides as related content of other pages.

    `heading` is shown above them.
    """

    heading: str
    items: object
    """A queryset of pages of one type, ordered as they are shown. The core filters it by the current page and by
    visibility."""
    about: str = "about"
    """Name of the foreign key of `items` to the current page."""

    type = "pages"
    template = "components/card_grid.html"


@dataclass(frozen=True)
class RelatedItems:
    """Objects other than pages that a plugin provides as related content of pages."""

    heading: str
    type: str
    """Type of the items in the API, such as "testimonials"."""
    items: object
    """A queryset, ordered as it is shown. The core filters it by the current page and by visibility."""
    template: str
    """Name of the template that renders `items` on the site."""
    represent: object
    """A function of an item and a request that returns a dict for the API."""
    about: str = "about"
    """Name of the foreign key of `items` to the current page."""


CSP_DIRECTIVES = (
    *("script-src", "style-src", "img-src", "font-src"),
    *("connect-src", "media-src", "frame-src", "form-action"),
)
"""Directives of the Content-Security-Policy that plugins may add sources to."""
CSP_SOURCE = re.compile(r"https://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(/[\w./-]*)?", re.ASCII)


class PluginError(ImproperlyConfigured):
    """The code of a plugin raises an error. The message names the plugin and how to start without it."""


class ContentTypePlugin(AppConfig):
    """The AppConfig of an app that adds content types. Put it into the app's `apps.py`.

    `verbose_name` (of Django) is the name for staff and visitors. Blocks, API endpoints and related content are not
    declared here, but in modules with fixed names: see `cms.plugins.conventions`.
    """

    default = False  # Otherwise Django would find two default AppConfigs in an `apps.py` that imports this class.

    default_auto_field = "django.db.models.BigAutoField"  # migrations have to be the same in all projects

    summary = ""
    """The purpose of the content type, one sentence for staff."""
    icon = "doc-empty"
    """Name of a Wagtail icon."""
    order = 100
    """Sort order among the content types, ascending."""
    stylesheet = ""
    """Path of a static file that every page of the site links: `team/team.css`. Its blocks may be on any page."""
    csp_sources = {}
    """Sources on other hosts that pages of the site may load, by directive of the Content-Security-Policy:
    `{"frame-src": ["https://maps.example.com"]}`. These hosts see the visitor: load nothing before a click."""
    requires_core = ""
    """The compatible plugin contracts: a PEP 440 specifier that `cms.PLUGIN_API_VERSION` has to match."""
    required_settings = ()
    """Names of required settings. Each is read as text from the environment variable of its name."""
    default_settings = {}
    """Optional settings and their defaults. Each is read from the environment variable of its name, with the type of
    its default: str, int, float, bool or list. All names begin with the label in upper case."""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.default = True
        if "ready" in vars(cls):
            cls.ready = _attribute_errors_of(cls.ready)

    def import_models(self):
        """Load the models. Raise PluginError if the code of the plugin fails."""
        with self.attribute_errors("its models cannot be loaded"):
            super().import_models()
            self._refuse_generic_foreign_keys()

    def ready(self):
        """Register the plugin. A subclass that overrides `ready()` has to call this method first.

        Raise PluginError here, not in a system check, because system checks do not run under WSGI.
        """
        with self.attribute_errors("it cannot be registered"):
            self._refuse_wide_csp_sources()
            registry.register(self)
        declare_permissions(self.role_permissions)
        if self.is_read_only:
            for model in self.get_models():
                model.is_creatable = False
        # Wagtail and Django would load these modules during the first request.
        with self.attribute_errors("its wagtail_hooks cannot be loaded"):
            if module_has_submodule(self.module, "wagtail_hooks"):
                import_module(f"{self.name}.wagtail_hooks")
        with self.attribute_errors("its templatetags cannot be loaded"):
            self._import_all("templatetags")

    def _refuse_wide_csp_sources(self):
        """Refuse sources that are no HTTPS origin, such as 'unsafe-inline' or *, and directives without a use."""
        for directive, sources in self.csp_sources.items():
            if directive not in CSP_DIRECTIVES:
                raise ImproperlyConfigured(
                    f"csp_sources has “{directive}”, which is none of {', '.join(CSP_DIRECTIVES)}"
                )
            for source in sources:
                if not CSP_SOURCE.fullmatch(source):
                    raise ImproperlyConfigured(
                        f"csp_sources has “{source}”, which is not like https://maps.example.com"
                    )

    def _refuse_generic_foreign_keys(self):
        """Refuse generic foreign keys in `api_fields`: Wagtail would fail at the start without naming the field."""
        from django.contrib.contenttypes.fields import GenericForeignKey  # its models need the apps

        for model in self.models.values():
            shown = {getattr(field, "name", field) for field in getattr(model, "api_fields", ())}
            for field in model._meta.private_fields:
                if field.name in shown and isinstance(field, GenericForeignKey):
                    raise ImproperlyConfigured(
                        f"the API field “{field.name}” of {model._meta.label} is a generic foreign key, which has no "
                        "one type. Show it by a property with a return annotation"
                    )

    def load_migrations(self):
        """Load the migrations, which Django does only for `migrate`. Raise PluginError if the code fails."""
        with self.attribute_errors("its migrations cannot be loaded"):
            self._import_all("migrations")

    @property
    def lacks_migrations(self):
        """Whether the plugin has models but no migrations."""
        return any(self.get_models()) and not module_has_submodule(self.module, "migrations")

    def _import_all(self, package):
        if module_has_submodule(self.module, package):
            package = import_module(f"{self.name}.{package}")
            for module in iter_modules(package.__path__, f"{package.__name__}."):
                import_module(module.name)

    @property
    def is_read_only(self):
        """Whether no new pages or objects of this content type can be created."""
        content_type = settings.CONTENT_TYPES.get(self.label)
        return content_type is not None and content_type.state == "read-only"

    @contextmanager
    def attribute_errors(self, failure):
        """Convert exceptions of the block into a PluginError. `failure` is a clause such as “it cannot …”."""
        try:
            yield
        except PluginError:
            raise
        except Exception as error:
            kind = "" if isinstance(error, ImproperlyConfigured) else f"{type(error).__name__}: "
            raise PluginError(
                f"Content type “{self.label}” {self.version}: {failure}: {kind}{str(error).rstrip('.')}. "
                f"Fix or replace it, or start without it: CMS_DISABLED_CONTENT_TYPES={self.label}. "
                "Its content is kept."
            ) from error

    def problems(self):
        """Return problems of the settings or the environment: sentences for operators that include the solution."""
        return ()

    def role_permissions(self):
        """Return the permissions of the plugin's models that staff have by their roles: sets of names, by `Role`.

        By default, editors write snippets, and publishers also publish and delete them.
        """
        from wagtail.snippets.models import get_snippet_models  # its models need the apps

        return snippet_permissions(*(model for model in get_snippet_models() if model._meta.app_label == self.label))

    def make_first_page(self, practice_name):
        """Return an unsaved page with which a new site begins, or None if the plugin has no page for that.

        `manage.py setup` publishes the first one that a plugin returns as the home page.
        """
        return

    def load_sample_content(self, sample):
        """Add this plugin's pages to a new demonstration site.

        `sample` is a `demo.builder.SampleSite`.
        """

    @property
    def version(self):
        """Version of the package that contains this plugin."""
        package = self.name.partition(".")[0]
        distributions = _distributions().get(package)
        return version(distributions[0]) if distributions else cms.__version__


_distributions = cache(packages_distributions)  # it reads the metadata of all installed packages


def _attribute_errors_of(ready):
    """Wrap the `ready()` of a subclass: convert its errors, and require that it calls `super().ready()`."""

    @wraps(ready)
    def wrapper(self):
        with self.attribute_errors("its ready() failed"):
            ready(self)
            if self not in registry:
                raise ImproperlyConfigured("it does not call super().ready()")

    return wrapper
