"""Admin views of testimonials."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.plugins.api import CreateSnippetView, EditSnippetView, StatusColumn
from testimonials.models import Testimonial


class TestimonialViewSet(SnippetViewSet):
    model = Testimonial
    add_view_class = CreateSnippetView
    edit_view_class = EditSnippetView
    icon = "openquote"
    menu_label = _("Testimonials")
    menu_order = 245
    add_to_admin_menu = True
    list_display = [
        "__str__",
        StatusColumn(),
        Column("consent", label=_("Consent")),
        Column("about", label=_("Procedure")),
    ]

    def get_queryset(self, request):
        return Testimonial.objects.select_related("consent", "about")
