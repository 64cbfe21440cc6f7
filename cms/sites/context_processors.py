from django.utils.functional import SimpleLazyObject

from cms.sites.models import Menus, Practice


def practice_and_menus(request):
    """Return `practice` and `menus` of the site of `request`. They are read when a template first uses them."""
    return {
        "practice": SimpleLazyObject(lambda: Practice.for_request(request)),
        "menus": SimpleLazyObject(lambda: Menus.for_request(request)),
    }
