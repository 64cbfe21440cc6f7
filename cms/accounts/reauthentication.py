"""Ask for the password, or the second factor, again before what cannot be undone or takes data out of the house."""

from functools import wraps

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import PermissionDenied
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View


def recently_authenticated(view):
    """Let `view` run only if the person has logged in, or confirmed it, within the last 15 minutes.

    Otherwise the person is asked for the password or second factor, and comes back. What was sent by POST is kept in
    the session meanwhile, except files, and sent again; a view that takes files has to ask before it shows its form.
    A request of a script gets 403, since it could not show the question.
    """
    guarded = reauthentication_required(view)

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        try:
            return guarded(request, *args, **kwargs)
        except ReauthenticationRequired:  # AccountMiddleware handles it
            if request.headers.get("X-Requested-With") == "XMLHttpRequest":
                raise PermissionDenied(_("Confirm your login first: reload the page and try again.")) from None
            raise

    return wrapper


class RecentlyAuthenticatedMixin(View):
    """`recently_authenticated` for a class-based view."""

    @method_decorator(recently_authenticated)
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)


class RecentlyAuthenticatedExportMixin(View):
    """`recently_authenticated` for the exports of a list, such as `?export=csv`. The list itself needs none."""

    def dispatch(self, request, *args, **kwargs):
        show = super().dispatch
        if "export" in request.GET:
            show = recently_authenticated(show)
        return show(request, *args, **kwargs)
