from articles.models.articles import ArticleIndexPage, ArticlePage
from articles.models.citations import Citation
from articles.models.procedures import BodyArea, ProcedureIndexPage, ProcedurePage
from articles.models.references import ReferenceEntry, ReferencePage
from articles.models.regulation import RegulatoryStatus

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "BodyArea",
    "Citation",
    "ProcedureIndexPage",
    "ProcedurePage",
    "ReferenceEntry",
    "ReferencePage",
    "RegulatoryStatus",
]
