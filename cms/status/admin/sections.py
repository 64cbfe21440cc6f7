"""Sections of the first page: content that visitors do not see, and images that nobody has described."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from cms.dashboard.sections import Entry, PageStatus, Section, entry_of_page, list_of_pages, pages_for
from cms.status.admin.files import ImageStatus
from cms.visibility import hidden_pages, reason_for


def hidden_section(request):
    pages = hidden_pages().filter(pk__in=pages_for(request.user, "change", "publish").values("pk"))
    return Section.of(
        "hidden-pages",
        _("Published pages that are hidden"),
        pages.order_by("-last_published_at"),
        lambda page: entry_of_page(page, reason_for(page)),
        url=list_of_pages(PageStatus.HIDDEN),
        icon="no-view",
    )


def images_section(request):
    policy = policy_registry.get_by_type(get_image_model())
    images = policy.instances_user_has_permission_for(request.user, "change").filter(description="")
    return Section.of(
        "images-without-description",
        _("Images without description"),
        images.order_by("-created_at"),
        lambda image: Entry(image.title, reverse("wagtailimages:edit", args=[image.pk])),
        url=f"{reverse('wagtailimages:index')}?status={ImageStatus.NOT_DESCRIBED}",
        icon="image",
    )
