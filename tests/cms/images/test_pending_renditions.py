"""Renditions are made by a task after an image is saved. Until then, a placeholder is shown in its place."""

import re

import pytest
from django.conf import settings as site_settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.template import Context, Template
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from cms.consent.models import Consent
from cms.consent.withdrawal import withdraw
from cms.images.models import ContentImage, Rendition
from cms.images.tasks import make_renditions
from cms.tasks.worker import run_due_tasks
from cms.testing.factories import ConsentFactory, ImageFactory, jpeg_bytes
from tests.cms.images.test_full_disk import FullDisk
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(settings):
    settings.TASKS_RUN_AT_ONCE = False


def rendition_files():
    return list((site_settings.MEDIA_ROOT / "images").glob("*"))


def tasks():
    return DBTaskResult.objects.filter(task_path=make_renditions.module_path)


def use_storage(settings, storage):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.{storage.__name__}"}}


@pytest.mark.usefixtures("queue")
def test_a_page_is_published_before_the_renditions_are_made_and_shows_a_placeholder(home, client):
    image = ImageFactory(file=ContentFile(jpeg_bytes((900, 1200)), name="leaf.jpg"), description="A leaf")
    page = StandardPageFactory(parent=home, listing_image=image)
    address = f"/api/v2/pages/{page.pk}/?fields=_,listing_image"

    html = client.get(page.url).content.decode()
    (placeholder,) = re.findall(r"<picture><img[^>]*placeholder.svg[^>]*>", html)
    assert 'width="480"' in placeholder
    assert 'height="320"' in placeholder
    assert 'alt="A leaf"' in placeholder
    shown = client.get(address).json()["listing_image"]
    assert shown["renditions_pending"]
    assert shown["renditions"] == {"content": [], "card": []}

    run_due_tasks()

    html = client.get(page.url).content.decode()
    assert "placeholder.svg" not in html
    assert re.search(r'<img [^>]*height="320"[^>]* src="/images/', html)
    assert not client.get(address).json()["listing_image"]["renditions_pending"]


@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize("size", [(60, 40), (100, 900), (900, 100), (1000, 700)])
def test_a_placeholder_is_as_large_as_the_rendition_that_follows(size, settings):
    image = ImageFactory(file=ContentFile(jpeg_bytes(size), name="leaf.jpg"))
    template = Template("{% load cms_images %}{% preset_picture image 'card' %}{% preset_picture image 'content' %}")

    def sizes():
        html = template.render(Context({"image": image.pk}))
        found = zip(re.findall(r' width="(\d+)"', html), re.findall(r' height="(\d+)"', html), strict=True)
        return [(int(width), int(height)) for width, height in found]

    before = sizes()
    run_due_tasks()

    for (width, height), (final_width, final_height) in zip(before, sizes(), strict=True):
        assert abs(width - final_width) <= 1
        assert abs(height - final_height) <= 1


@pytest.mark.usefixtures("queue")
def test_staff_see_which_images_have_no_renditions_yet(admin_client):
    image = ImageFactory()
    pages = [reverse("wagtailimages:edit", args=[image.pk]), reverse("wagtailimages:index")]

    assert all("being made" in admin_client.get(page).content.decode() for page in pages)
    run_due_tasks()
    assert not any("being made" in admin_client.get(page).content.decode() for page in pages)


@pytest.mark.usefixtures("queue")
def test_running_the_task_twice_changes_nothing_more():
    image = ImageFactory()
    make_renditions.call(image.pk)
    before = (list(Rendition.objects.values()), sorted(rendition_files()))

    make_renditions.call(image.pk)
    image.save()

    assert (list(Rendition.objects.values()), sorted(rendition_files())) == before
    assert tasks().count() == 1


class WithdrawsMeanwhile(FileSystemStorage):
    """A storage during whose work on renditions the consent is withdrawn."""

    def _save(self, name, content):
        name = super()._save(name, content)
        if name.startswith("images/"):
            withdraw(Consent.objects.get(), reason="In the middle")
        return name


class DeletesMeanwhile(FileSystemStorage):
    """A storage during whose work on renditions the image is deleted."""

    def _save(self, name, content):
        name = super()._save(name, content)
        if name.startswith("images/"):
            ContentImage.objects.all().delete()
        return name


@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize("storage", [WithdrawsMeanwhile, DeletesMeanwhile])
def test_a_withdrawal_or_deletion_in_the_middle_of_the_task_leaves_nothing_behind(storage, settings):
    ImageFactory(shows_patient=True, consent=ConsentFactory())
    use_storage(settings, storage)

    run_due_tasks()

    assert not Rendition.objects.exists()
    assert rendition_files() == []
    assert tasks().get().status == "SUCCESSFUL"


@pytest.mark.usefixtures("queue")
def test_a_task_after_a_withdrawal_makes_nothing():
    image = ImageFactory(shows_patient=True, consent=ConsentFactory())
    withdraw(image.consent, reason="Before")

    run_due_tasks()

    assert rendition_files() == []
    assert tasks().get().status == "SUCCESSFUL"


class FullAfterTwo(FullDisk):
    def _save(self, name, content):
        full = len(rendition_files()) >= 2
        return super()._save(name, content) if full else FileSystemStorage._save(self, name, content)


@pytest.mark.usefixtures("queue")
def test_a_disk_that_fills_up_leaves_no_part_and_the_task_is_tried_again(settings, time_machine):
    image = ImageFactory()
    with_space = settings.STORAGES
    use_storage(settings, FullAfterTwo)
    run_due_tasks()

    assert rendition_files() == []
    assert not image.renditions.exists()
    assert tasks().get().status == "READY"

    settings.STORAGES = with_space
    time_machine.move_to(tasks().get().run_after)
    run_due_tasks()
    assert image.renditions.count() == 4
