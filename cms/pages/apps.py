from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "cms_pages"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.pages import checks, choosers, indexes, search_index  # noqa: F401 - the import registers the checks
        from cms.pages.blocks.validation import validate_in_one_thread_at_a_time
        from cms.routing import replace_site_root_paths

        replace_site_root_paths()
        validate_in_one_thread_at_a_time()
        choosers.accept_invalid_ids()
        search_index.register_signal_handlers()
        post_migrate.connect(indexes.create_indexes, sender=self)
