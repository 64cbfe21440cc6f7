"""The sample stories and testimonials."""

from testimonials.models import StoryIndexPage, StoryPage, Testimonial

INDEX = "stories"


def load(sample):
    """Add the pages and snippets of this plugin to `sample` (a `demo.builder.SampleSite`)."""
    consents = sample.add_consents(sample.read("testimonials/consents.toml")["consents"])
    stories = sample.read("testimonials/stories.toml")
    body = stories["index"].pop("body")
    sample.add(INDEX, StoryIndexPage(**stories["index"]), parent="home", body=body)
    for data in stories["stories"]:
        same = ("title", "slug", "summary", "relation", "teller", "expected_result", "expected_result_basis")
        story = StoryPage(
            **{name: data[name] for name in same},
            consent=consents[data["consent"]],
            about=sample.page(data["about"]),
            content_notes=[("note", note) for note in data["content_notes"]],
            listing_image=sample.picture(data["picture"], seed=data["seed"], alt=data["picture_alt"]),
        )
        sample.add(data["key"], story, parent=INDEX, body=data["body"])
    for data in sample.read("testimonials/testimonials.toml")["testimonials"]:
        testimonial = Testimonial(
            quote=data["quote"],
            attribution=data["attribution"],
            consent=consents[data["consent"]],
            about=sample.page(data["about"]),
            live=False,
        )
        testimonial.save()
        testimonial.save_revision().publish()
