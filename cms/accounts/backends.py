"""The authentication backend of staff."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef

from cms.accounts.second_factor import FACTORS


class StaffBackend(ModelBackend):
    """Django's backend. It reads `has_second_factor` together with the user of a session, in one query."""

    def get_user(self, user_id):
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
        users = get_user_model()._default_manager.annotate(has_second_factor=Exists(factors))
        user = users.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
