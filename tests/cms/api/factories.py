import factory
from django.contrib.auth import get_user_model

from cms.api.tokens.models import ApiToken, Scope


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence(lambda n: f"editor-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.com")
    is_active = True


class ApiTokenFactory(factory.django.DjangoModelFactory):
    """A token that reads what is public, unless told otherwise. `token.secret` is what an app sends."""

    class Meta:
        model = ApiToken
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"App {n}")
    scopes = [Scope.READ_PUBLIC]

    @classmethod
    def _create(cls, model, *args, **kwargs):
        token = model(*args, **kwargs)
        secret = token.make_secret()
        token.save()
        token.secret = secret
        return token


def bearer(token):
    """Return the headers of a request with `token`, for Django's test client."""
    return {"authorization": f"Bearer {token.secret}"}
