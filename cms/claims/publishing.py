"""The condition that claims have to meet before a page that uses them is published."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from cms.claims.models import Claim


def claim_problems(instance, at=None):
    """Return the problems of the claims of `instance`: a list of `(field name, sentence for staff)`."""
    fields = fields_with_claims(instance)
    ended = Claim.objects.filter(pk__in=fields).exclude(Claim.in_force(at))
    return [(fields[claim.pk], claim.problem(at)) for claim in ended]


def fields_with_claims(instance):
    """Return the name of the field that uses it, by the id of each claim that `instance` uses."""
    wanted = ContentType.objects.get_for_model(Claim).pk
    # Wagtail has no public method that extracts references of an unsaved instance.
    references = ReferenceIndex._extract_references_from_object(instance)
    return {
        int(pk): model_path.partition(".")[0] for type_id, pk, model_path, _path in references if type_id == wanted
    }
