"""Rules for Wagtail's autosave, which posts the editor's form in the background and asks for JSON."""

from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _


def refuse_action_in_autosave(request, *args):
    """Return a JSON error if `request` is an autosave that carries an action, such as publishing. Otherwise None.

    For the hooks that run before an object is created or edited: `args` are those of the hook. An autosave stores a
    draft. Wagtail would carry out the action and answer with a redirect, which the editor takes for a failure.
    """
    if request.method != "POST" or request.accepts("text/html"):
        return None
    actions = sorted(name for name, value in request.POST.items() if name.startswith("action-") and value)
    if not actions:
        return None
    message = _("Nothing was saved: an autosave stores a draft, and this one carries an action (%(actions)s).")
    message %= {"actions": ", ".join(actions)}
    return JsonResponse({"success": False, "error_code": "action_in_autosave", "error_message": message}, status=400)
