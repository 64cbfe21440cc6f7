"""The sample home page, plain pages, contact form, identity and menus."""

from home.models import ContactFormField, ContactPage, HomePage, Menus, Practice, StandardPage


def load(sample):
    """Add the pages of this plugin to `sample` (a `demo.builder.SampleSite`)."""
    practice = sample.read("home/practice.toml")
    _load_home(sample, practice["name"])
    for data in sample.read("home/pages.toml")["pages"]:
        page = StandardPage(title=data["title"], slug=data["slug"], summary=data["summary"])
        sample.add(data["key"], page, parent="home", body=data["body"])
    _load_contact(sample)
    _load_practice(sample, practice)
    sample.later(lambda: _load_menus(sample))


def _load_home(sample, site_name):
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
    sample.site.site_name = site_name
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


def _load_practice(sample, data):
    practice = Practice(
        site=sample.site,
        name=data["name"],
        tagline=data["tagline"],
        surgeon=data["surgeon"],
        street_address=data["street_address"],
        city=data["city"],
        region=data["region"],
        postal_code=data["postal_code"],
        country=data["country"],
        phones=[("phone", phone) for phone in data["phones"]],
        hours=[("hours", hours) for hours in data["hours"]],
        sister_site_name=data["sister_site"]["name"],
        sister_site_url=data["sister_site"]["url"],
        sister_site_text=data["sister_site"]["text"],
        book_title=data["book"]["title"],
        book_text=data["book"]["text"],
        book_url=data["book"]["url"],
        screening_title=data["screening"]["title"],
        screening_questions="\n".join(data["screening"]["questions"]),
        screening_text=f"<p>{data['screening']['text']}</p>",
        screening_link_label=data["screening"]["link_label"],
        screening_link_url=data["screening"]["link_url"],
        screening_tag=data["screening"]["tag"],
        contact_page=sample.page("contact"),
        footer_notices=[("notice", notice) for notice in data["footer_notices"]],
    )
    _keep_what_staff_have_saved(practice)


def _load_menus(sample):
    data = sample.read("home/menus.toml")
    _keep_what_staff_have_saved(
        Menus(
            site=sample.site,
            main=_links(sample, data["main"]),
            footer=_links(sample, data["footer"]),
        )
    )


def _links(sample, links):
    return sample.stream([("link", link) for link in links if sample.has(link["page"])])


def _keep_what_staff_have_saved(setting):
    if not type(setting).objects.filter(site=setting.site).exists():
        setting.save()
