"""One object of each kind that staff work with, and an account for each role."""

from types import SimpleNamespace

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.forms.models import FormSubmission
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Site, Workflow

from cms.api.tokens.models import Scope
from cms.consent.withdrawal import withdraw
from cms.review.models import MedicalReviewTask, ReviewerProfile
from cms.roles.declaration import Role
from cms.roles.models import RoleGroup
from cms.search.models import Synonyms
from cms.sites.models import Menus, Practice
from cms.testing.factories import ClaimFactory, ConsentFactory, DocumentFactory, ImageFactory
from tests.articles.factories import (
    BodyAreaFactory,
    CitationFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    RegulatoryStatusFactory,
)
from tests.cms.accounts.conftest import give_totp
from tests.cms.api.factories import ApiTokenFactory
from tests.cms.tasks import tasks
from tests.home.factories import ContactPageFactory, StandardPageFactory
from tests.testimonials.factories import TestimonialFactory


def people():
    """Return a user for each role."""
    users = {}
    for found in RoleGroup.objects.select_related("group"):
        users[found.role] = User.objects.create_user(found.role, f"{found.role}@example.com", "password")
        users[found.role].groups.add(found.group)
    reviewer = users[Role.MEDICAL_REVIEWER]
    ReviewerProfile.objects.create(user=reviewer, name="A Reviewer", credentials="MD")
    return users


def make_world(home):
    """Return the objects that the addresses of the admin name."""
    users = people()
    world = SimpleNamespace(home=home, users=users, root=User.objects.create_superuser("root", password="password"))
    editor = users[Role.EDITOR]
    world.page = StandardPageFactory(parent=home, title="Public page")
    world.page.save_revision(user=editor)
    world.alias = world.page.create_alias(update_slug="alias")
    world.draft = StandardPageFactory(parent=home, title="Draft", live=False, owner=editor)
    world.draft.save_revision(user=editor)
    world.procedure = ProcedurePageFactory(parent=ProcedureIndexPageFactory(parent=home), live=False, owner=editor)
    world.procedure.save_revision(user=editor)
    world.contact = ContactPageFactory(parent=home)
    world.submission = FormSubmission.objects.create(page=world.contact, form_data={"your_name": "Anna"})
    world.waiting = StandardPageFactory(parent=home, title="Waiting", live=False, owner=editor)
    world.waiting.save_revision(user=editor)
    world.workflow = Workflow.objects.get()
    world.state = world.workflow.start(world.waiting, editor)

    world.locked = StandardPageFactory(parent=home, locked=True, locked_by=world.root)
    world.task, world.disabled_task = (
        MedicalReviewTask.objects.create(name=name, active=name == "On") for name in ("On", "Off")
    )

    world.image, world.document = ImageFactory(), DocumentFactory()
    world.consent = ConsentFactory(signed_form=ContentFile(b"%PDF-1.7", name="form.pdf"))
    world.withdrawn = ConsentFactory()
    withdraw(world.withdrawn, reason="The patient withdrew.")

    site = Site.objects.get()
    practice, menus, claim = Practice.for_editing(site), Menus.for_editing(site), ClaimFactory()
    testimonial = TestimonialFactory()
    for found in (practice, menus, claim, testimonial):
        found.save_revision()
    world.superuser = User.objects.create_superuser("superuser")
    world.somebody = User.objects.create_user("somebody")
    give_totp(world.somebody)
    world.by_namespace = {
        "articles_citation": CitationFactory(),
        "articles_regulatorystatus": RegulatoryStatusFactory(),
        "articles_bodyarea": BodyAreaFactory(),
        "testimonials_testimonial": testimonial,
        "cms_sites_practice": practice,
        "cms_sites_menus": menus,
        "cms_search_synonyms": Synonyms.objects.create(words="price, cost"),
        "cms_claims_claim": claim,
        "cms_consent_consent": world.consent,
        "reviewers": ReviewerProfile.objects.get(),
        "api_tokens": ApiTokenFactory(scopes=[Scope.READ_PUBLIC]),
        "wagtailsites": site,
        "wagtailusers_users": world.somebody,
        "wagtailusers_groups": Group.objects.create(name="Some group"),
        "wagtailadmin_collections": Collection.get_first_root_node().add_child(name="Collection"),
        "wagtailadmin_workflows": world.workflow,
        "wagtaildocs_chooser": world.document,
        "wagtailimages_chooser": world.image,
    }
    tasks.fail.enqueue(1)
    world.task_result = DBTaskResult.objects.get(task_path__endswith=".fail")
    DBTaskResult.objects.filter(pk=world.task_result.pk).update(status="FAILED")
    world.redirect = Redirect.objects.create(old_path="/old", redirect_link="/new")
    return world
