"""What blocks that choose have in common."""

from copy import copy

from cms.consent.channels import showing

from ..loading import get_many


class FetchedTogether:
    """For a chooser block: what it chose is fetched with everything else that an answer to apps refers to.

    On the site, `fetch_all` fetches what the block chose all over one StreamField.
    """

    def bulk_to_python(self, values):
        if showing().objects is None:
            return self.fetch_all(values)
        found = get_many(self.model_class, {value for value in values if value})
        return [_copy(found[value]) if value in found else None for value in values]

    def fetch_all(self, values):
        """Return the objects for the ids in `values`, in the same order, and None for None."""
        return super().bulk_to_python(values)


def _copy(chosen):
    """Return a copy, since Wagtail notes on an image which alt text it has at its place."""
    chosen = copy(chosen)
    chosen.is_shown = True
    return chosen
