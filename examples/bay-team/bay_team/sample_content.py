"""A team for the demonstration site. None of these people exist."""

from datetime import date

from .models import Credential, MemberPage, Specialty, TeamPage


def load(sample):
    sample.add(
        "team",
        TeamPage(title="Our team", slug="team", summary="Who you will meet here.", show_in_menus=True),
        parent="home",
    )
    member = MemberPage(
        title="Sample Surgeon, MD",
        slug="sample-surgeon",
        summary="A sample: this surgeon does not exist.",
        post="Surgeon",
        joined_on=date(2010, 5, 1),
        listing_image=sample.picture("fern", seed=7, alt="A fern, in the place of a portrait"),
    )
    member.specialties = [Specialty.objects.get_or_create(name="Plastic surgery")[0]]
    member.credentials = [
        Credential(name="Doctor of Medicine", awarded_by="Sample University", year=1998),
        Credential(name="Board certified in plastic surgery", awarded_by="Sample Board", year=2005),
    ]
    body = [("text", "<p>This page is a sample. Nobody of this name works here.</p>")]
    sample.add("team/surgeon", member, parent="team", body=body, tags=["team"])
