"""Procedures, articles and literature in the structured data of their pages."""

from articles.models import ArticleIndexPage, ArticlePage, ProcedureIndexPage, ProcedurePage, ReferencePage


def describe_procedure(page, graph):
    """Add the procedure: https://schema.org/MedicalProcedure."""
    procedure = {
        "@type": "MedicalProcedure",
        "@id": graph.id("procedure"),
        "name": page.title,
        "url": page.full_url,
        "description": page.summary,
        "bodyLocation": page.body_area and page.body_area.name,
    }
    graph.node |= {"about": graph.add(procedure), "citation": cited_works(page, graph)}


def describe_article(page, graph):
    """Add the article, with its authors, its date and the works that it cites."""
    graph.add_article(
        "article",
        author=[graph.person(str(author.value)) for author in page.authors],
        datePublished=page.date.isoformat(),
        citation=cited_works(page, graph),
    )


def describe_references(page, graph):
    """Add the works that the page lists, and those that its text cites."""
    graph.node |= {
        "mentions": [_work(entry.citation, graph, "work") for entry in page.entries_with_citations()],
        "citation": cited_works(page, graph),
    }


def describe_procedures(page, graph):
    cards = [card for area in graph.context["areas"] for card in area["cards"]]
    graph.node |= {"@type": "CollectionPage", "mainEntity": graph.item_list(cards)}


def describe_articles(page, graph):
    graph.node |= {"@type": "CollectionPage", "mainEntity": graph.item_list(graph.context["cards"])}


def cited_works(page, graph):
    """Add the works that the text of `page` cites, and return references to them, in their order."""
    return [_work(citation, graph, "cited-work") for citation in page.numbering.citations]


def _work(citation, graph, name):
    """Add a work of the literature, and return a reference to it: https://schema.org/ScholarlyArticle."""
    return graph.add(
        {
            "@type": "ScholarlyArticle",
            "@id": graph.id(f"{name}-{citation.pk}"),
            "headline": citation.title,
            "author": _authors(citation),
            "datePublished": str(citation.year),
            "isPartOf": citation.journal and {"@type": "Periodical", "name": _journal(citation)},
            "pagination": citation.pages,
            "url": citation.link,
        }
    )


def _authors(citation):
    """Return the authors whom the reference shows, with the initials that it gives them: long lists are cut."""
    shown = citation.as_text()
    people = [name for name in citation.csl()["author"] if name.get("family", "") in shown]
    return [
        {"@type": "Organization", "name": name["literal"]}
        if "literal" in name
        else {"@type": "Person", "name": f"{name['family']} {_initials(name['given'])}"}
        for name in people
    ]


def _initials(given):
    return "".join(part[0] for part in given.replace("-", " ").split())


def _journal(citation):
    """Return the name of the journal as the reference shows it."""
    return citation.journal_abbreviation or citation.journal


structured_data = {
    ProcedureIndexPage: describe_procedures,
    ProcedurePage: describe_procedure,
    ArticleIndexPage: describe_articles,
    ArticlePage: describe_article,
    ReferencePage: describe_references,
}
