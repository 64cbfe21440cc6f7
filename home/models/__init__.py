from home.models.contact import ContactFormField, ContactPage, ContactSubmission
from home.models.pages import HomePage, StandardPage
from home.models.practice import Menus, Practice

__all__ = [
    "ContactFormField",
    "ContactPage",
    "ContactSubmission",
    "HomePage",
    "Menus",
    "Practice",
    "StandardPage",
]
