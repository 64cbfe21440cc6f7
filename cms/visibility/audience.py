"""The audience of a response: limits and rights that change which content is visible."""

from dataclasses import dataclass

from cms.context.request import current_context


@dataclass(frozen=True)
class Audience:
    """The audience of a response. Pass it to `use_context`.

    No audience can read pages that are not published or not permitted by a consent.
    """

    can_read_restricted: bool = False
    """Whether the audience can read content behind a password, a login or a group."""
    page_types: tuple[str, ...] = ()
    """Labels such as `articles.ArticlePage`. Other page types are not visible. Empty for no limit."""
    sites: tuple[int, ...] = ()
    """Ids of sites. Pages of other sites are not visible. Empty for no limit."""

    @property
    def is_limited(self):
        """Whether the audience is limited to page types or sites."""
        return bool(self.page_types or self.sites)


EVERYONE = Audience()


def current_audience():
    """Return the audience of the current request.

    The restrictions that a visitor has passed are not part of it: see `closed_to_audience`.
    """
    return current_context().audience or EVERYONE
