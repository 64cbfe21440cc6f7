from .contact import ContactFormField, ContactPage, ContactSubmission
from .pages import HomePage, StandardPage
from .practice import Menus, Practice

__all__ = [
    "ContactFormField",
    "ContactPage",
    "ContactSubmission",
    "HomePage",
    "Menus",
    "Practice",
    "StandardPage",
]
