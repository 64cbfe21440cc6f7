from datetime import timedelta

import factory
from django.utils import timezone

from cms.consent.models import Consent


class ConsentFactory(factory.django.DjangoModelFactory):
    """A consent that covers everything everywhere, unless told otherwise."""

    class Meta:
        model = Consent

    class Params:
        expired = factory.Trait(expires_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)))

    code = factory.Sequence(lambda n: f"TEST-{n}")
    covers_photographs = True
    covers_face = True
    covers_story = True
    covers_name = True
    on_website = True
    on_apps = True
    signed_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))
