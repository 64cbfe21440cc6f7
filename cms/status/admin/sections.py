"""Sections of the first page: content that visitors do not see, and images that nobody has described."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.dashboard.sections import SHOWN, Entry, PageStatus, Section, entry_of_page, list_of_pages, pages_for
from cms.status.admin.files import ImageStatus
from cms.visibility import hidden_page_ids, reason_for


def hidden_section(request):
    ids = hidden_page_ids()
    if ids:
        allowed = set(pages_for(request.user, "change", "publish").order_by().values_list("pk", flat=True))
        ids = [pk for pk in ids if pk in allowed]
    pages = Page.objects.in_bulk(ids[:SHOWN])
    return Section(
        "hidden-pages",
        _("Published pages that are hidden"),
        len(ids),
        [entry_of_page(pages[pk], reason_for(pages[pk])) for pk in ids[:SHOWN] if pk in pages],
        url=list_of_pages(request.user, PageStatus.HIDDEN),
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
