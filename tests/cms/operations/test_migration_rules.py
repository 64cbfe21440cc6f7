"""Migrations that would break the release before are refused."""

import pytest
from django.core.management import CommandError, call_command
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from cms.operations import migration_rules


@pytest.fixture
def state():
    state = ProjectState()
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("title", models.CharField(max_length=20)),
        ("note", models.TextField(null=True)),
    ]
    state.add_model(ModelState("leaflets", "Leaflet", fields))
    return state


def problems(state, *operations, **attributes):
    attributes |= {"operations": list(operations), "dependencies": [("leaflets", "0001_initial")]}
    migration = type("Migration", (migrations.Migration,), attributes)("0002_change", "leaflets")
    return [problem.operation for problem in migration_rules.problems_of(migration, state)]


def add(field):
    return migrations.AddField("leaflet", "size", field)


def alter(name, field):
    return migrations.AlterField("leaflet", name, field)


REFUSED = [
    migrations.RemoveField("leaflet", "title"),
    migrations.RenameField("leaflet", "title", "name"),
    migrations.DeleteModel("Leaflet"),
    migrations.RenameModel("Leaflet", "Brochure"),
    migrations.AlterModelTable("Leaflet", "brochures"),
    migrations.AlterUniqueTogether("Leaflet", {("title", "note")}),
    migrations.AddConstraint("leaflet", models.UniqueConstraint(fields=["title"], name="unique_title")),
    migrations.RunSQL("SELECT 1"),
    migrations.RunPython(migrations.RunPython.noop),
    add(models.IntegerField()),
    add(models.IntegerField(default=1)),
    alter("title", models.CharField(max_length=10)),
    alter("title", models.IntegerField()),
    alter("title", models.CharField(max_length=20, unique=True)),
    alter("note", models.TextField()),
    migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("leaflet", "title")]),
]
ACCEPTED = [
    migrations.CreateModel("Page", [("id", models.BigAutoField(primary_key=True))]),
    migrations.AddIndex("leaflet", models.Index(fields=["title"], name="by_title")),
    migrations.AlterModelOptions("leaflet", {"verbose_name": "brochure"}),
    migrations.AlterUniqueTogether("Leaflet", set()),
    add(models.IntegerField(null=True)),
    add(models.IntegerField(db_default=1)),
    add(models.ManyToManyField("leaflets.Leaflet")),
    alter("title", models.CharField(max_length=40)),
    alter("title", models.CharField(max_length=20, null=True)),
    alter("title", models.CharField("heading", max_length=20, help_text="Short.", choices=[("a", "A")])),
    migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("leaflet", "title")]),
]


def named(operation):
    return f"{operation.describe()} {getattr(operation, 'field', '')}"


@pytest.mark.parametrize("operation", REFUSED, ids=named)
def test_what_the_release_before_would_stumble_over_is_refused(state, operation):
    assert len(problems(state, operation)) == 1


@pytest.mark.parametrize("operation", ACCEPTED, ids=named)
def test_what_the_release_before_does_not_notice_is_accepted(state, operation):
    assert problems(state, operation) == []


def test_a_new_table_may_be_changed_in_the_migration_that_makes_it(state):
    made = migrations.CreateModel("Page", [("id", models.BigAutoField(primary_key=True))])

    assert problems(state, made, migrations.AddField("page", "size", models.IntegerField(default=1))) == []


def test_a_reason_allows_an_operation_and_a_reason_for_nothing_is_refused(state):
    remove = migrations.RemoveField("leaflet", "title")

    assert problems(state.clone(), remove, allowed={"remove_leaflet_title": "Nobody reads it."}) == []
    assert problems(state.clone(), remove, allowed={"remove_leaflet_title": ""}) == ["remove_leaflet_title"]
    assert problems(state.clone(), allowed={"remove_leaflet_title": "Nobody reads it."}) == ["remove_leaflet_title"]


def test_the_command_reads_all_migrations_and_names_the_one_that_breaks(monkeypatch):
    call_command("check_migrations")

    def with_one_more(self):
        load_disk(self)
        migration = migrations.Migration("0002_rename", "cms_sites")
        migration.dependencies = [("cms_sites", "0001_initial")]
        migration.operations = [migrations.RenameField("practice", "name", "title")]
        self.disk_migrations["cms_sites", "0002_rename"] = migration

    load_disk = MigrationLoader.load_disk
    monkeypatch.setattr(MigrationLoader, "load_disk", with_one_more)

    with pytest.raises(CommandError, match=r"cms_sites\.0002_rename: rename_name_practice_title: Add a field"):
        call_command("check_migrations")
