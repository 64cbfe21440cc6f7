"""The sample stories and testimonials."""

from testimonials.models import StoryIndexPage, StoryPage, Testimonial
from testimonials.sample_content.data import CONSENTS, STORIES, STORY_INDEX, TESTIMONIALS

INDEX = "stories"


def load(sample):
    """Add the pages and snippets of this plugin to `sample` (a `cms.sample_content.builder.SampleSite`)."""
    consents = sample.add_consents(CONSENTS)
    index = StoryIndexPage(**{name: STORY_INDEX[name] for name in ("title", "slug", "summary")})
    sample.add(INDEX, index, parent="home", body=STORY_INDEX["body"])
    for data in STORIES:
        same = ("title", "slug", "summary", "relation", "teller", "expected_result", "expected_result_basis")
        story = StoryPage(
            **{name: data[name] for name in same},
            consent=consents[data["consent"]],
            about=sample.page(data["about"]),
            content_notes=[("note", note) for note in data["content_notes"]],
            listing_image=sample.picture(data["picture"], seed=data["seed"], alt=data["picture_alt"]),
        )
        sample.add(data["key"], story, parent=INDEX, body=data["body"])
    for data in TESTIMONIALS:
        testimonial = Testimonial(
            quote=data["quote"],
            attribution=data["attribution"],
            consent=consents[data["consent"]],
            about=sample.page(data["about"]),
            live=False,
        )
        testimonial.save()
        testimonial.save_revision().publish()
