from django.contrib.auth import get_user_model
from wagtail import hooks

from cms.backup.recording import record


@hooks.register("after_bulk_action")
def record_deactivated_users(request, action_type, objects, action):
    """Record users after an UPDATE, which sends no signal."""
    if action_type == "set_active_state":
        for user in get_user_model().objects.filter(pk__in=[user.pk for user in objects], is_active=False):
            record("restricted", user, fields={"is_active": False})
