from django.utils.translation import gettext_lazy as _

from cms.plugins.api import ContentTypePlugin, Role


class HomePlugin(ContentTypePlugin):
    name = "home"
    verbose_name = _("Home")
    summary = _("The home page, plain pages, and the contact form.")
    icon = "home"
    order = 10
    stylesheet = "home/home.css"
    requires_core = ">=1.0,<2"
    default_auto_field = "django.db.models.BigAutoField"

    def role_permissions(self):
        return super().role_permissions() | {Role.PRIVACY_OFFICER: {"home.read_contactsubmission"}}

    def make_first_page(self, practice_name):
        from home.models import HomePage

        return HomePage(title=practice_name, hero_title=practice_name[:120], slug="home")

    def load_sample_content(self, sample):
        from home.sample_content import load

        load(sample)
