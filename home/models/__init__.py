from home.models.contact import ContactFormField, ContactPage, ContactSubmission
from home.models.pages import HomePage, StandardPage

__all__ = [
    "ContactFormField",
    "ContactPage",
    "ContactSubmission",
    "HomePage",
    "StandardPage",
]
