"""A migration makes the groups of the roles, and never undoes what staff have changed."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupApprovalTask, Page, PageViewRestriction, Workflow, WorkflowTask

from cms.roles import declaration
from cms.roles.declaration import Role, declare_permissions
from cms.roles.granting import STOCK_GROUPS, update_roles
from cms.roles.models import GrantedPermission, RoleGroup

pytestmark = pytest.mark.django_db
PERMISSION = "cms_consent.made_up"


@pytest.fixture
def declare(monkeypatch):
    """Declare permissions for the time of the test."""
    monkeypatch.setattr(declaration, "_declarations", [*declaration._declarations])
    return declare_permissions


@pytest.fixture
def before(db):
    """Return a function that makes the database as it was before the first migration with roles."""
    Group.objects.all().delete()
    RoleGroup.objects.all().delete()
    GrantedPermission.objects.all().delete()
    Workflow.objects.all().delete()
    workflow = Workflow.objects.create(name="Moderators approval")
    task = GroupApprovalTask.objects.create(name="Moderators approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    groups = [Group.objects.create(name=name) for name in STOCK_GROUPS]
    task.groups.add(groups[1])
    return groups


def group_of(role):
    return RoleGroup.objects.get(role=role).group


def permissions_of(group):
    own = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in own}


def make_permission(name):
    codename = name.partition(".")[2]
    content_type = ContentType.objects.get(app_label="cms_consent", model="consent")
    return Permission.objects.create(content_type=content_type, codename=codename, name=codename)


def test_each_role_has_a_group_that_enters_the_admin():
    assert {str(found.group) for found in RoleGroup.objects.all()} == set(Role.labels)
    for role in Role:
        assert "wagtailadmin.access_admin" in permissions_of(group_of(role))


def test_what_staff_have_changed_stays_as_it_is():
    editor = group_of(Role.EDITOR)
    editor.name = "Writers"
    editor.save()
    editor.permissions.remove(Permission.objects.get(codename="add_claim"))
    editor.page_permissions.all().delete()
    editor.collection_permissions.all().delete()
    editor.permissions.add(Permission.objects.get(codename="withdraw_claim"))
    group_of(Role.PUBLISHER).delete()
    changed = permissions_of(editor)

    update_roles()

    assert permissions_of(group_of(Role.EDITOR)) == changed
    assert not editor.page_permissions.exists()
    assert not editor.collection_permissions.exists()
    assert group_of(Role.PUBLISHER) is None
    assert set(Group.objects.values_list("name", flat=True)) == {*Role.labels, "Writers"} - {"Editor", "Publisher"}


def test_a_permission_that_is_declared_later_is_granted_once_it_exists(declare):
    declare({Role.EDITOR: {PERMISSION}})
    update_roles()
    permission = make_permission(PERMISSION)

    update_roles()
    assert PERMISSION in permissions_of(group_of(Role.EDITOR))

    group_of(Role.EDITOR).permissions.remove(permission)
    update_roles()
    assert PERMISSION not in permissions_of(group_of(Role.EDITOR))


def test_a_group_that_has_the_name_of_a_role_is_left_alone(before):
    own = Group.objects.create(name="Editor")

    update_roles()

    assert not own.permissions.exists()
    assert group_of(Role.EDITOR).name == "Editor 2"


def test_wagtail_s_groups_go_where_nobody_uses_them(before):
    update_roles()

    assert not Group.objects.filter(name__in=STOCK_GROUPS).exists()
    for name in STOCK_GROUPS:
        Group.objects.create(name=name)
    update_roles()
    assert Group.objects.filter(name__in=STOCK_GROUPS).count() == 2


def test_wagtail_s_groups_stay_where_somebody_is_in_them_or_a_page_names_them(before):
    editors, moderators = before
    User.objects.create_user("anna").groups.add(editors)
    restriction = PageViewRestriction.objects.create(page=Page.get_first_root_node(), restriction_type="groups")
    restriction.groups.add(moderators)

    update_roles()

    assert Group.objects.filter(name__in=STOCK_GROUPS).count() == 2


def test_wagtail_s_workflow_is_replaced_unless_somebody_has_changed_it(before):
    update_roles()

    (workflow,) = Workflow.objects.all()
    assert [step.task.name for step in workflow.workflow_tasks.all()] == ["Medical review", "Approval by a publisher"]
    assert not GroupApprovalTask.objects.exists()


def test_a_workflow_that_somebody_has_changed_stays_with_its_group(before):
    GroupApprovalTask.objects.get().groups.add(Group.objects.create(name="Chiefs"))

    update_roles()

    assert Workflow.objects.get().name == "Moderators approval"
    assert Group.objects.filter(name="Moderators").exists()


def test_a_flushed_database_without_a_page_tree_is_migrated(before):
    Page.objects.all().delete()

    update_roles()

    assert "wagtailcore.add_page" not in GrantedPermission.objects.values_list("permission", flat=True)
