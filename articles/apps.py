from django.utils.translation import gettext_lazy as _

from cms.plugins.api import ContentTypePlugin, Role


class ArticlesPlugin(ContentTypePlugin):
    name = "articles"
    verbose_name = _("Articles")
    summary = _("Procedures, articles, and the literature that they cite.")
    icon = "doc-full"
    order = 20
    stylesheet = "articles/articles.css"
    requires_core = ">=1.0,<2"
    default_auto_field = "django.db.models.BigAutoField"

    def role_permissions(self):
        """Leave regulatory statuses to publishers: a change is on all pages that name one, at once."""
        permissions = super().role_permissions()
        permissions[Role.EDITOR] -= {"articles.add_regulatorystatus", "articles.change_regulatorystatus"}
        return permissions

    def load_sample_content(self, sample):
        from articles.sample_content import load

        load(sample)
