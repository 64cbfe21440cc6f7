import factory

from articles.models import (
    ArticleIndexPage,
    ArticlePage,
    BodyArea,
    Citation,
    ProcedureIndexPage,
    ProcedurePage,
    ReferencePage,
    RegulatoryStatus,
)
from cms.testing.factories import ContentPageFactory


class BodyAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BodyArea

    name = factory.Sequence(lambda n: f"Area {n}")
    slug = factory.Sequence(lambda n: f"area-{n}")


class CitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Citation

    authors = "Doe, Jane A.\nRoe, Richard"
    title = factory.Sequence(lambda n: f"A study of {n} leaves")
    journal = "Journal of Leaves"
    journal_abbreviation = "J Leaves"
    year = 2011
    volume = "35"
    issue = "6"
    pages = "1160-1164"
    doi = factory.Sequence(lambda n: f"10.1000/leaves.{n}")


class RegulatoryStatusFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RegulatoryStatus

    product = factory.Sequence(lambda n: f"Product {n}")
    use = "sleep"
    status = "not_applicable"


class ProcedureIndexPageFactory(ContentPageFactory):
    class Meta:
        model = ProcedureIndexPage


class ProcedurePageFactory(ContentPageFactory):
    class Meta:
        model = ProcedurePage

    body_area = factory.SubFactory(BodyAreaFactory)
    regulatory_status = factory.SubFactory(RegulatoryStatusFactory)


class ArticleIndexPageFactory(ContentPageFactory):
    class Meta:
        model = ArticleIndexPage


class ArticlePageFactory(ContentPageFactory):
    class Meta:
        model = ArticlePage


class ReferencePageFactory(ContentPageFactory):
    class Meta:
        model = ReferencePage


def cite(citation):
    """Return the marker by which a text cites `citation`, as it is stored."""
    return f'<a linktype="citation" id="{citation.pk}">[{citation.label}]</a>'
