"""Members in the structured data of their pages: https://schema.org/Physician and https://schema.org/Person."""

from .models import MemberPage, TeamPage


def describe_team(page, graph):
    graph.node |= {"@type": "CollectionPage", "mainEntity": graph.item_list(graph.context["cards"])}


def describe_member(page, graph):
    """Add the member, in the words of their page."""
    is_physician = page.role == page.Role.PHYSICIAN
    member = {
        "@type": "Physician" if is_physician else "Person",
        "@id": graph.id("member"),
        "name": page.title,
        "url": page.full_url,
        "description": page.summary,
        "image": graph.main_image,
        "hasCredential": [
            {
                "@type": "EducationalOccupationalCredential",
                "name": credential.name,
                "recognizedBy": credential.awarded_by and {"@type": "Organization", "name": credential.awarded_by},
            }
            for credential in page.shown_credentials
        ],
    }
    if is_physician:
        member |= {"address": graph.address, "parentOrganization": graph.practice}
    else:
        member |= {"jobTitle": page.post, "worksFor": graph.practice}
    graph.node["mainEntity"] = graph.add(member)


structured_data = {TeamPage: describe_team, MemberPage: describe_member}
