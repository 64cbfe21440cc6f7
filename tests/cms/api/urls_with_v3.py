"""The addresses of the site with API v3, which is off by default."""

from django.urls import path

from cms.api.v3.urls import urls
from cms.urls import urlpatterns as without

urlpatterns = [path("api/v3/", urls), *without]
