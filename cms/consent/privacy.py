"""The rule who may see consents. A code tells patients apart."""

from cms.context.request import current_context, has_context

VIEW_CONSENT = "cms_consent.view_consent"


def can_see_consents():
    """Return whether codes and states of consents may be shown to the user of the current request.

    Commands show them. Requests of the API and previews do not.
    """
    if not has_context():
        return True
    request = current_context().request
    return request is not None and request.user.has_perm(VIEW_CONSENT)
