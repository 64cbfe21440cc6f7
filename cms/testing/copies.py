"""Many pages in little time: as rows, where the factories would take minutes."""

from copy import copy
from uuid import uuid4

from django.db.models import ManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from cms.images.models import ContentImage, Rendition


def copies_of(page, times):
    """Return `times` more pages like `page`, a published one, beside it. Each has a picture of its own."""
    model, above, last = type(page), page.get_parent(), page.get_siblings().last()
    first = int(last.path[-page.steplen :], 36) + 1
    rows = [copy(Page.objects.get(pk=page.pk)) for _ in range(times)]
    for number, row in enumerate(rows):
        row.pk = row.id = None
        row.path = Page._get_path(above.path, page.depth, first + number)
        row.slug = f"{page.slug}-{first + number}"
        row.url_path = f"{above.url_path}{row.slug}/"
        row.translation_key = uuid4()
    Page.objects.bulk_create(rows)
    Page.objects.filter(pk=above.pk).update(numchild=above.numchild + times)
    images = copies_of_image(page.listing_image, times)
    made = [_as_specific(page, model, row, image) for row, image in zip(rows, images, strict=True)]
    for relation in get_all_child_relations(model):
        _copy_children(page, made, relation)
    for field in model._meta.local_many_to_many:
        if isinstance(field, ManyToManyField):  # and no field of tags
            _copy_links(page, made, field)
    return made


def copies_of_image(image, times):
    """Return `times` more images of the same files, with renditions of their own."""
    images = [copy(image) for _ in range(times)]
    for new_image in images:
        new_image.pk = new_image.id = None
    ContentImage.objects.bulk_create(images)
    renditions = [(copy(rendition), new_image) for new_image in images for rendition in image.renditions.all()]
    for rendition, new_image in renditions:
        rendition.pk = rendition.id = None
        rendition.image = new_image
    Rendition.objects.bulk_create([rendition for rendition, _ in renditions])
    return images


def _as_specific(page, model, row, image):
    made = model.objects.get(pk=page.pk)
    for field in Page._meta.concrete_fields:
        setattr(made, field.attname, getattr(row, field.attname))
    made.pk = made.id = made.page_ptr_id = row.pk
    made.listing_image = image
    made.save_base(raw=True, force_insert=True)  # inserts the row of the subclass only: the row of `Page` exists
    return made


def _copy_children(page, made, relation):
    children = []
    for new_page in made:
        for child in getattr(page, relation.get_accessor_name()).all():
            row = copy(child)
            row.pk = row.id = None
            setattr(row, relation.field.attname, new_page.pk)
            children.append(row)
    relation.related_model.objects.bulk_create(children)


def _copy_links(page, made, field):
    """Let the pages in `made` refer to the same objects as `page` in `field`, a many-to-many field."""
    through, own, other = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    linked = through.objects.filter(**{own: page.pk}).values_list(f"{other}_id", flat=True)
    through.objects.bulk_create(through(**{f"{own}_id": one.pk, f"{other}_id": pk}) for one in made for pk in linked)
