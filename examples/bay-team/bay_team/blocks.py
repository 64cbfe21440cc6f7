"""Members of the team in the body of any page."""

from wagtail import blocks

from cms.plugins.api import CardsBlock, PageCardChooserBlock


class MembersBlock(CardsBlock):
    """Members that staff choose, in that order."""

    pages = blocks.ListBlock(PageCardChooserBlock(page_type="team.MemberPage"), min_num=1, label="Members")

    class Meta:
        icon = "group"
        label = "Members of the team"
        description = "Leads to members of the team, each with portrait and summary."


body_blocks = {"members": MembersBlock(group="Links")}
