"""The sample practice and menus, and the words for the same thing."""

from cms.search.models import Synonyms
from cms.sites.models import Menus, Practice


def load(sample):
    """Publish the practice and the menus of the site of `sample` (a `demo.builder.SampleSite`), if staff have none.

    The pages of all plugins have to be there, since the menus lead to them.
    """
    data = sample.read("practice.toml")
    sample.site.site_name = data["name"]
    sample.site.save()
    _publish(sample, Practice, _practice(sample, data))
    menus = sample.read("menus.toml")
    for words in sample.read("search.toml")["synonyms"]:
        Synonyms.objects.get_or_create(words=words)
    _publish(sample, Menus, {name: _links(sample, menus[name]) for name in ("main", "footer")})


def _practice(sample, data):
    return {
        **{
            name: data[name]
            for name in (
                "name",
                "tagline",
                "surgeon",
                "specialty",
                "street_address",
                "city",
                "region",
                "postal_code",
                "country",
            )
        },
        "phones": [("phone", phone) for phone in data["phones"]],
        "hours": [("hours", hours) for hours in data["hours"]],
        **{f"sister_site_{name}": data["sister_site"][name] for name in ("name", "url", "text")},
        **{f"book_{name}": data["book"][name] for name in ("title", "text", "url")},
        **{f"screening_{name}": data["screening"][name] for name in ("title", "link_label", "link_url", "tag")},
        "screening_questions": "\n".join(data["screening"]["questions"]),
        "screening_text": f"<p>{data['screening']['text']}</p>",
        "contact_page": sample.page("contact") if sample.has("contact") else None,
        "privacy_page": sample.page("privacy") if sample.has("privacy") else None,
        "footer_notices": [("notice", notice) for notice in data["footer_notices"]],
    }


def _links(sample, links):
    return sample.stream([("link", link) for link in links if sample.has(link["page"])])


def _publish(sample, model, values):
    stored = model.for_editing(sample.site)
    if not stored.live and not stored.latest_revision:
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save_revision().publish()
