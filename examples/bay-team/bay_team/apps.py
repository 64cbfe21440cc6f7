from django.conf import settings

from cms.plugins.api import ContentTypePlugin


class TeamPlugin(ContentTypePlugin):
    name = "bay_team"
    label = "team"
    verbose_name = "Team"
    summary = "Who works here, with their credentials."
    icon = "group"
    order = 50
    requires_core = ">=1.0,<2"
    default_settings = {"TEAM_MEMBERS_PER_PAGE": 24}

    def problems(self):
        if settings.TEAM_MEMBERS_PER_PAGE < 1:
            yield "TEAM_MEMBERS_PER_PAGE has to be 1 or more."

    def load_sample_content(self, sample):
        from .sample_content import load

        load(sample)
