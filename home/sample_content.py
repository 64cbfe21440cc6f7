"""The sample home page, plain pages and contact form."""

from home.models import ContactFormField, ContactPage, HomePage, StandardPage


def load(sample):
    """Add the pages of this plugin to `sample` (a `demo.builder.SampleSite`)."""
    _load_home(sample)
    for data in sample.read("home/pages.toml")["pages"]:
        page = StandardPage(title=data["title"], slug=data["slug"], summary=data["summary"])
        sample.add(data["key"], page, parent="home", body=data["body"])
    _load_contact(sample)


def _load_home(sample):
    data = sample.read("home/home.toml")
    picture = sample.picture(data["hero_picture"], alt=data["hero_picture_alt"])
    home = HomePage(
        title=data["title"],
        slug="home",
        summary=data["summary"],
        hero_title=data["hero_title"],
        hero_text=data["hero_text"],
        hero_image=picture,
        listing_image=picture,
    )
    cards = ("cards", {"title": "Read more", "pages": data["cards"]})
    sample.add("home", home, body=[*data["body"], cards])
    sample.site.root_page = home
    sample.site.save()

    def link():
        home.call_outs = sample.stream([("call_out", call_out) for call_out in data["call_outs"]])
        home.featured = sample.stream([("page", key) for key in data["featured_procedures"]])

    sample.later(link)


def _load_contact(sample):
    data = sample.read("home/contact.toml")
    page = ContactPage(
        title=data["title"],
        slug=data["slug"],
        summary=data["summary"],
        accept_label=data["consent_label"],
        thank_you=data["thank_you"],
    )
    page.form_fields = [ContactFormField(sort_order=order, **field) for order, field in enumerate(data["fields"])]
    sample.add("contact", page, parent="home", body=[("text", data["intro"])])
