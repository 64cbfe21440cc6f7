"""robots.txt, security.txt, the web app manifest, the icons, and the share image of a page."""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.metadata.icons import CREAM, favicon, icon_png
from cms.metadata.share_image import draw_share_image
from cms.routing import serve_part
from cms.sites.models import Practice
from cms.visibility import add_dependencies

ICON_SIZES = (180, 192, 512)
"""In pixels: for Apple's devices, and for the manifest: https://developer.mozilla.org/docs/Web/Manifest/icons."""
ONE_DAY = 24 * 60 * 60


@require_safe
def robots(request):
    """Return robots.txt, which links the sitemap and excludes the admin and the search."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /search/?"]
    if site := Site.find_for_request(request):
        lines.append(f"Sitemap: {site.root_url}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def security_txt(request):
    """Return security.txt: https://www.rfc-editor.org/rfc/rfc9116. Raise Http404 if no contact is set."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {settings.SECURITY_CONTACT_EXPIRES}T00:00:00Z",
        f"Canonical: {settings.BASE_URL}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def manifest(request):
    """Return the web app manifest: https://www.w3.org/TR/appmanifest/."""
    practice = Practice.for_site(_site(request))
    add_dependencies([practice])
    icons = [
        {"src": reverse("icon", args=[size]), "sizes": f"{size}x{size}", "type": "image/png"} for size in ICON_SIZES
    ]
    data = {
        "name": practice.name,
        "start_url": "/",
        "display": "browser",
        "background_color": CREAM,
        "theme_color": CREAM,
        "icons": [{"src": static("cms/icon.svg"), "sizes": "any", "type": "image/svg+xml"}, *icons],
    }
    return JsonResponse(data, content_type="application/manifest+json")


@require_safe
def serve_favicon(request):
    return _icon(favicon(), "image/x-icon")


@require_safe
def serve_icon(request, size=180):
    """Return the icon as PNG. Raise Http404 for a `size` that no page links."""
    if size not in ICON_SIZES:
        raise Http404
    return _icon(icon_png(size), "image/png")


@require_safe
def serve_share_image(request, path):
    """Return the share image of the page at `path`, for those who may see the page."""

    def draw(page):
        practice = Practice.for_request(request)
        image = draw_share_image(page.title, practice.name, practice.specialty_and_place)
        return HttpResponse(image, content_type="image/png")

    return serve_part(request, path, draw)


def _icon(content, content_type):
    response = HttpResponse(content, content_type=content_type)
    patch_cache_control(response, public=True, max_age=ONE_DAY)
    return response


def _site(request):
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site matches this host and port.")
    return site
