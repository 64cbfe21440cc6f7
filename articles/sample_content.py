"""The sample procedures, articles and literature."""

from django.utils.text import slugify

from articles.models import (
    ArticleIndexPage,
    ArticlePage,
    BodyArea,
    Citation,
    ProcedureIndexPage,
    ProcedurePage,
    ReferenceEntry,
    ReferencePage,
    RegulatoryStatus,
)


def load(sample):
    """Add the pages of this plugin to `sample` (a `demo.builder.SampleSite`)."""
    citations = {
        data["key"]: Citation.objects.create(**{name: value for name, value in data.items() if name != "key"})
        for data in sample.read("articles/citations.toml")["citations"]
    }

    def cite(key, text):
        citation = citations[key]
        return f'<a linktype="citation" id="{citation.pk}">[{citation.label}]</a>'

    sample.markers["cite"] = cite
    claims = sample.read("articles/claims.toml")["claims"]
    sample.add_claims(claims, {"citation": lambda key: citations[key].pk})
    _load_procedures(sample)
    _load_articles(sample)
    _load_references(sample, citations)


def _load_procedures(sample):
    content = sample.read("articles/procedures.toml")
    sample.add("procedures", ProcedureIndexPage(**content["index"]), parent="home")
    areas = {
        name: BodyArea.objects.create(name=name, slug=slugify(name), sort_order=order)
        for order, name in enumerate(content["body_areas"])
    }
    statuses = {
        data["key"]: RegulatoryStatus.objects.create(**{name: value for name, value in data.items() if name != "key"})
        for data in content["regulatory_statuses"]
    }
    for data in content["procedures"]:
        page = ProcedurePage(
            **_common(sample, data),
            body_area=areas[data["body_area"]],
            at_a_glance=[("fact", fact) for fact in data["at_a_glance"]],
            outcomes=sample.stream([("claim", key) for key in data["outcomes"]]),
            regulatory_status=statuses[data["regulatory"]],
        )
        sample.add(data["key"], page, parent="procedures", body=data["body"], tags=data["tags"])
        sample.later(lambda page=page, keys=data["related"]: _relate(sample, page, keys))


def _relate(sample, page, keys):
    page.related_pages = sample.stream([("page", key) for key in keys])


def _load_articles(sample):
    content = sample.read("articles/articles.toml")
    sample.add("articles", ArticleIndexPage(**content["index"]), parent="home")
    for data in content["articles"]:
        page = ArticlePage(
            **_common(sample, data),
            authors=[("author", author) for author in data["authors"]],
            date=data["date"],
            about=_about(sample, data),
        )
        sample.add(data["key"], page, parent="articles", body=data["body"], tags=data["tags"])


def _load_references(sample, citations):
    data = sample.read("articles/references.toml")
    page = ReferencePage(**_common(sample, data), about=_about(sample, data))
    page.entries = [
        ReferenceEntry(sort_order=order, citation=citations[entry["citation"]], note=entry["note"])
        for order, entry in enumerate(data["entries"])
    ]
    sample.add(data["key"], page, parent="home", body=data["body"])


def _about(sample, data):
    return sample.page(data["about"]) if data["about"] else None


def _common(sample, data):
    fields = ("title", "slug", "summary")
    return {name: data[name] for name in fields if name in data} | {
        "listing_image": sample.picture(data["picture"], alt=data["picture_alt"])
    }
