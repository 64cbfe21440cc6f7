from cms.content_types.plugin import ContentTypePlugin, RelatedContent


class ArticlesPlugin(ContentTypePlugin):
    name = "articles"
    verbose_name = "Articles"
    summary = "Procedures, articles, and the literature that they cite."
    icon = "doc-full"
    order = 20
    requires_core = ">=1.0,<2"
    default_auto_field = "django.db.models.BigAutoField"

    def related_to(self, page):
        from .models import ArticlePage, ReferencePage

        shown_already = [chosen.pk for chosen in getattr(page, "chosen_pages", ())]
        for heading, model, order in (
            ("Articles about this", ArticlePage, "-date"),
            ("Literature", ReferencePage, "title"),
        ):
            pages = model.objects.filter(about=page).exclude(pk__in=shown_already)
            yield RelatedContent(heading, pages.order_by(order))

    def load_sample_content(self, sample):
        from .sample_content import load

        load(sample)
