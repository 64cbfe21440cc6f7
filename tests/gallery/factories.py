import factory

from cms.testing.bodies import stored
from cms.testing.factories import ConsentFactory, ContentPageFactory, ImageFactory
from gallery.models import CasePage, CaseProcedure, GalleryIndexPage, GalleryPage


class GalleryIndexPageFactory(ContentPageFactory):
    class Meta:
        model = GalleryIndexPage


class GalleryPageFactory(ContentPageFactory):
    class Meta:
        model = GalleryPage

    chosen_by = "the surgeon, as typical"


class CasePageFactory(ContentPageFactory):
    """A case with one pair. `procedures` are the pages that it shows."""

    class Meta:
        model = CasePage
        skip_postgeneration_save = True

    consent = factory.SubFactory(ConsentFactory)
    pairs = factory.LazyFunction(lambda: pairs((ImageFactory(), ImageFactory())))

    @factory.post_generation
    def procedures(case, create, extracted, **kwargs):  # noqa: N805
        if extracted:
            case.case_procedures = [CaseProcedure(procedure=procedure) for procedure in extracted]
            case.save()


def pairs(*pictures, **values):
    """Return pairs for a case, one for each `(before, after)`."""
    values = {"view": "front", "weeks_after": 12, "note": ""} | values
    return stored([("pair", {"before": side(before), "after": side(after)} | values) for before, after in pictures])


def side(picture):
    """Return the stored value of one side of a pair."""
    return {"image": picture.pk, "alt_text": picture.description}


def pair(before=None, after=None):
    """Return one pair, of new pictures where none are given."""
    return pairs((before or ImageFactory(), after or ImageFactory()))[0]
