from django.urls import path
from wagtail import hooks

from gallery.views import UploadPhotographView


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("gallery/photographs/", UploadPhotographView.as_view(), name="gallery_upload")]
