from .articles import ArticleIndexPage, ArticlePage
from .citations import Citation
from .procedures import BodyArea, ProcedureIndexPage, ProcedurePage
from .references import ReferenceEntry, ReferencePage

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "BodyArea",
    "Citation",
    "ProcedureIndexPage",
    "ProcedurePage",
    "ReferenceEntry",
    "ReferencePage",
]
