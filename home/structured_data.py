"""The home page and the contact page in the structured data of their pages."""

from home.models import ContactPage, HomePage


def describe_home(page, graph):
    """Describe the home page in the words of its hero, which it shows in place of title and summary."""
    graph.node |= {"name": page.hero_title, "description": page.hero_text, "about": graph.practice}


def describe_contact(page, graph):
    graph.node |= {"@type": "ContactPage", "about": graph.practice}


structured_data = {HomePage: describe_home, ContactPage: describe_contact}
