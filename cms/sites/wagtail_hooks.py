from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cms.sites.models import Menus, Practice, SiteContent
from cms.sites.viewsets import MenusViewSet, OnePerSitePolicy, PracticeViewSet

for viewset in (PracticeViewSet, MenusViewSet):
    register_permission_policy(viewset.model, OnePerSitePolicy(viewset.model))
    register_snippet(viewset)


@hooks.register("references_of_every_page")
def references_of_header_and_footer(request):
    """Yield model and id of the objects in the header and footer, to load them together with those of the page."""
    for model in (Practice, Menus):
        yield from model.for_request(request).references()


@hooks.register("construct_snippet_action_menu")
def offer_no_unpublishing(menu_items, request, context):
    if issubclass(context["model"], SiteContent):
        menu_items[:] = [item for item in menu_items if item.name != "action-unpublish"]
