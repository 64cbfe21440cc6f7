import factory

from cms.testing.factories import ContentPageFactory
from home.models import ContactFormField, ContactPage, HomePage, StandardPage


class HomePageFactory(ContentPageFactory):
    class Meta:
        model = HomePage

    hero_title = "Plain answers"


class StandardPageFactory(ContentPageFactory):
    class Meta:
        model = StandardPage


class ContactPageFactory(ContentPageFactory):
    class Meta:
        model = ContactPage
        skip_postgeneration_save = True

    title = "Contact us"
    slug = factory.Sequence(lambda n: f"contact-{n}")
    accept_label = "I accept that this is not encrypted."
    thank_you = "<p>Thank you.</p>"

    @factory.post_generation
    def with_fields(page, create, extracted, **kwargs):  # noqa: N805
        page.form_fields = [
            ContactFormField(label="Your name", field_type="singleline", required=True, sort_order=0),
            ContactFormField(label="Your e-mail", field_type="email", required=True, sort_order=1),
            ContactFormField(label="Your question", field_type="multiline", required=False, sort_order=2),
        ]
        page.save()
