from django.urls import path
from wagtail import hooks

from cms.dashboard.panels import HOOK
from cms.status.admin.files import DocumentListView, ImageListView
from cms.status.admin.pages import StatusPageViewSet
from cms.status.admin.sections import hidden_section, images_section

hooks.register(HOOK, hidden_section, order=60)
hooks.register(HOOK, images_section, order=80)


@hooks.register("register_admin_viewset")
def register_page_viewset():
    return StatusPageViewSet()


@hooks.register("register_admin_urls", order=-1)
def replace_lists_of_files():
    """Replace the lists of images and documents. Wagtail registers its own at the same addresses, after these."""
    return [
        path("images/", ImageListView.as_view()),
        path("images/results/", ImageListView.as_view(results_only=True)),
        path("documents/", DocumentListView.as_view()),
        path("documents/results/", DocumentListView.as_view(results_only=True)),
    ]
