from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "cms.search"
    label = "cms_search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.roles.declaration import Role, declare_permissions, snippet_permissions
        from cms.search import signals
        from cms.search.models import Synonyms

        signals.register_signal_handlers()
        report = {"cms_search.report_searches"}
        declare_permissions(snippet_permissions(Synonyms))
        declare_permissions({Role.EDITOR: report, Role.PUBLISHER: report})
