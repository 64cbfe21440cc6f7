from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "cms_pages"
    verbose_name = "Pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.routing import use_instead_of_wagtails_cache

        from . import checks  # noqa: F401 - registers the checks

        use_instead_of_wagtails_cache()
