from cms.content_types.plugin import ContentTypePlugin


class HomePlugin(ContentTypePlugin):
    name = "home"
    verbose_name = "Home"
    summary = "The home page, plain pages, the contact form, and who the practice is."
    icon = "home"
    order = 10
    requires_core = ">=1.0,<2"
    default_auto_field = "django.db.models.BigAutoField"

    def api_endpoints(self):
        from .api import MenusAPIViewSet, PracticeAPIViewSet

        return {"practice": PracticeAPIViewSet, "menus": MenusAPIViewSet}

    def load_sample_content(self, sample):
        from .sample_content import load

        load(sample)
