"""Admin views of body areas and literature."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, UsageCountColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from articles.models import BodyArea, Citation, RegulatoryStatus


class CitationViewSet(SnippetViewSet):
    """Admin views of citations. Wagtail's usage view lists the pages that cite a work."""

    model = Citation
    icon = "openquote"
    menu_label = _("Literature")
    list_display = ["__str__", "journal", "year"]
    list_filter = ["year"]
    ordering = ["authors", "year"]
    panels = [
        FieldPanel("authors"),
        FieldPanel("title"),
        MultiFieldPanel(
            [
                FieldPanel("journal"),
                FieldPanel("journal_abbreviation"),
                FieldRowPanel([FieldPanel("year"), FieldPanel("volume"), FieldPanel("issue"), FieldPanel("pages")]),
            ],
            heading=_("Where it was published"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("doi"), FieldPanel("pmid")]), FieldPanel("url")],
            heading=_("Where it is found"),
        ),
    ]


class BodyAreaViewSet(SnippetViewSet):
    model = BodyArea
    icon = "user"
    menu_label = _("Body areas")
    list_display = ["name", "sort_order"]


class RegulatoryStatusViewSet(SnippetViewSet):
    """Admin views of regulatory statuses. Wagtail's usage view lists the pages that name one."""

    model = RegulatoryStatus
    icon = "warning"
    menu_label = _("Regulatory statuses")
    list_display = [
        "product",
        "use",
        Column("status", label=_("Status"), accessor=lambda found: found.get_status_display()),
        UsageCountColumn("usage_count", label=_("Usage")),
    ]
    list_filter = ["status"]
    panels = [
        FieldRowPanel([FieldPanel("product"), FieldPanel("use")]),
        FieldPanel("status"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("date")]),
        FieldPanel("note"),
    ]

    def get_queryset(self, request):
        usage_count = ReferenceIndex.usage_count_subquery(RegulatoryStatus)
        return RegulatoryStatus.objects.annotate(usage_count=usage_count)


class ArticlesViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Medical")
    menu_icon = "doc-full"
    menu_order = 250
    items = (CitationViewSet, RegulatoryStatusViewSet, BodyAreaViewSet)
