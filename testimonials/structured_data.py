"""Stories in the structured data of their pages. A story is no review: it has no rating."""

from testimonials.models import StoryIndexPage, StoryPage


def describe_story(page, graph):
    """Add the story, with who tells it as the page says it."""
    graph.add_article("story", author={"@type": "Person", "name": page.teller or page.get_relation_display()})


def describe_stories(page, graph):
    graph.node |= {"@type": "CollectionPage", "mainEntity": graph.item_list(graph.context["cards"])}


structured_data = {StoryIndexPage: describe_stories, StoryPage: describe_story}
