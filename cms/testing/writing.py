"""Ways in which a page is written, and ways in which what it refers to is hidden.

`PageTypeContract` uses them to test that no stored content is lost.
"""

import json
import re
from datetime import timedelta
from itertools import cycle

import time_machine
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db.models import F, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    Page,
    PageViewRestriction,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.images.models import ContentImage


class Writer:
    """Writes `page` as staff do. `form` returns what the editor's form sends for it: a function of its id.

    Each way of writing is a method; `ways` lists them. A way returns the page that was written.
    """

    def __init__(self, page, client, user, form):
        self.pk, self.model = page.pk, type(page)
        self.client, self.user, self.form = client, user, form

    @property
    def ways(self):
        return [
            self.editor,
            self.autosave,
            self.publish,
            self.scheduled_publish,
            self.workflow_approval,
            self.copy,
            self.alias,
            self.move,
            self.revert,
            self.bulk_action,
            self.script,
        ]

    @property
    def page(self):
        return self.model.objects.get(pk=self.pk)

    def post(self, view, *args, expected=302, headers=None, **data):
        answer = self.client.post(reverse(f"wagtailadmin_pages:{view}", args=args), data, headers=headers)
        assert answer.status_code == expected, f"{view} answers {answer.status_code}: {errors_in(answer)}"
        return answer

    def edit(self, expected=302, headers=None, **data):
        """Send the editor's form with `data` in it."""
        latest = self.page.latest_revision
        loaded = {"loaded_revision_id": latest.pk, "loaded_revision_created_at": latest.created_at.isoformat()}
        title = latest.content["title"]
        form = self.form(self.pk) | loaded | {"title": f"{title}, changed", "go_live_at": ""} | data
        self.post("edit", self.pk, expected=expected, headers=headers, **form)
        return self.page

    def editor(self):
        return self.edit()

    def autosave(self):
        return self.edit(expected=200, headers={"accept": "application/json"})

    def publish(self):
        return self.edit(**{"action-publish": "action-publish"})

    def scheduled_publish(self):
        at = timezone.now() + timedelta(hours=1)
        local = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
        self.edit(go_live_at=local, **{"action-publish": "action-publish"})
        with time_machine.travel(at + timedelta(minutes=2)):
            call_command("publish_scheduled")
        return self.page

    def workflow_approval(self):
        workflow = Workflow.objects.create(name=f"Review {self.pk}")
        task = GroupApprovalTask.objects.create(name=f"Read {self.pk}")
        task.groups.add(Group.objects.first())
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.filter(page=self.page).delete()
        WorkflowPage.objects.create(workflow=workflow, page=Page.objects.get(pk=self.pk))
        self.edit(**{"action-submit": "action-submit"})
        self.edit(**{"action-workflow-action": "1", "workflow-action-name": "approve"})
        assert not self.page.current_workflow_state, "the workflow is not finished"
        WorkflowPage.objects.filter(workflow=workflow).delete()
        return self.page

    def copy(self):
        copied = self.page.copy(update_attrs={"slug": f"copy-of-{self.pk}"}, user=self.user)
        return self.model.objects.get(pk=copied.pk)

    def alias(self):
        alias = self.page.create_alias(update_slug=f"alias-of-{self.pk}", user=self.user)
        self.publish()
        return self.model.objects.get(pk=alias.pk)

    def move(self):
        page = Page.objects.get(pk=self.pk)
        sibling = page.get_siblings(inclusive=False).first()
        if sibling:
            page.move(sibling, pos="left", user=self.user)
        return self.page

    def revert(self):
        return self.edit(revision=str(self.page.revisions.order_by("pk").first().pk))

    def bulk_action(self):
        for action in ("unpublish", "publish"):
            address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
            answer = self.client.post(f"{address}?next=/&id={self.pk}")
            assert answer.status_code == 302, f"the bulk action “{action}” answers {answer.status_code}"
        return self.page

    def script(self):
        """Save the page, and publish it, as a management command or a data migration does."""
        self.page.save()
        self.page.save_revision().publish()
        return self.page


def errors_in(answer):
    """Return the errors of a form of the editor."""
    form = answer.context and answer.context.get("form")
    if not form:
        return answer.content.decode()[:500]
    formsets = getattr(form, "formsets", {})
    return {"form": form.errors} | {name: formset.errors for name, formset in formsets.items()}


def hide(pages, images, documents, claims=()):
    """Hide these objects, each in one of the ways that leave the page that refers to them publishable."""
    for page, way in zip(pages, cycle([_unpublish, _restrict, _expire, _uninstall]), strict=False):
        way(Page.objects.get(pk=page.pk).specific)
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    for model, objects in ((ContentImage, images), (get_document_model(), documents)):
        model.objects.filter(pk__in=[obj.pk for obj in objects]).update(collection=private)
    for claim in claims:
        claim.unpublish()


def show_again(pages):
    """Undo what `hide` did."""
    CollectionViewRestriction.objects.all().delete()
    PageViewRestriction.objects.all().delete()
    for before in pages:
        Page.objects.filter(pk=before.pk).update(content_type=before.content_type)
        page = Page.objects.get(pk=before.pk).specific
        page.expire_at = None
        page.save_revision().publish()


def _unpublish(page):
    page.unpublish()


def _restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def _expire(page):
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def _uninstall(page):
    """Make `page` one of a type whose package is not installed, of which Django knows the content type alone."""
    not_installed, _ = ContentType.objects.get_or_create(app_label="not_installed", model="page")
    Page.objects.filter(pk=page.pk).update(content_type=not_installed)


def stored_values(page):
    """Return the stored values of the own fields of the type of `page`, and of its child objects.

    The ids that the editor gives to blocks and to paragraphs are left out.
    """
    fields = [field for field in type(page)._meta.local_concrete_fields if not field.primary_key]
    values = _row(type(page), fields, page.pk)
    for relation in get_all_child_relations(type(page)):
        children = relation.related_model._base_manager.filter(**{relation.field.name: page.pk}).order_by("pk")
        own = [field for field in relation.related_model._meta.local_concrete_fields if field.is_relation]
        values[relation.name] = [
            [getattr(child, field.attname) for field in own if field is not relation.field] for child in children
        ]
    return values


def drafted_values(page):
    """Return the values of the own fields of the type of `page` in its latest revision."""
    content = page.latest_revision.content
    fields = [field for field in type(page)._meta.local_concrete_fields if not field.primary_key]
    return {field.name: _comparable(field, content[field.name]) for field in fields}


def _row(model, fields, pk):
    """Return the values of `fields`. Streams are read as text, since their blocks are what is stored."""
    streams = {field.name for field in fields if isinstance(field, StreamField)}
    columns = {
        f"stored_{field.name}": Cast(field.name, TextField()) if field.name in streams else F(field.name)
        for field in fields
    }
    row = model._base_manager.filter(pk=pk).values(**columns).get()
    return {field.name: _comparable(field, row[f"stored_{field.name}"]) for field in fields}


def _comparable(field, value):
    """Return `value`, from the table or from a revision, in the one form in which both can be compared."""
    if isinstance(field, StreamField):
        return _without_ids(json.loads(value) if isinstance(value, str) else value)
    if isinstance(field, RichTextField):
        return _without_keys(value)
    return field.to_python(value)


def _without_ids(value):
    if isinstance(value, dict):
        return {name: _without_ids(item) for name, item in value.items() if name != "id"}
    if isinstance(value, list):
        # Items of a ListBlock are stored as plain values until the editor gives them ids.
        return [_without_ids(item["value"] if _is_item(item) else item) for item in value]
    return _without_keys(value) if isinstance(value, str) else value


def _is_item(value):
    return isinstance(value, dict) and value.get("type") == "item" and "value" in value


def _without_keys(html):
    return re.sub(r' data-block-key="\w+"', "", html)
