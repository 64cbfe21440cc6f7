"""Run steps of the life of a content type on a site: `python -m tests.plugins.stages migrate make`.

The steps of one process have the same packages and variables.
"""

import json
import re
import traceback
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from taggit.models import Tag  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.documents import get_document_model  # noqa: E402
from wagtail.fields import StreamField  # noqa: E402
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Revision, Site  # noqa: E402
from wagtail.test.utils.form_data import querydict_from_html  # noqa: E402

from articles.models import ArticleIndexPage, ArticlePage  # noqa: E402
from cms.images.models import ContentImage  # noqa: E402
from cms.testing.forms import stream_data  # noqa: E402
from home.models import HomePage, StandardPage  # noqa: E402
from tests.plugins.steps import refusal_of, run_command, run_steps  # noqa: E402

STATE = Path(settings.DATA_DIR) / "stages.json"
Document = get_document_model()


def staff():
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(username="staff"))
    return client


def get(client, address, status=200):
    """Ask for `address`, and hold the answer to `status`."""
    answer = client.get(address)
    assert answer.status_code == status, f"{address}: {answer.status_code} instead of {status}"
    return answer


# With the package ---------------------------------------------------------------------------------------------------


def make():
    """Create a small site with a team, with drafts, schedules, pictures, tags and links as staff make them."""
    from bay_team.models import Credential, MemberPage, Specialty, TeamPage

    from cms.testing.factories import DocumentFactory, ImageFactory
    from tests.home.factories import HomePageFactory, StandardPageFactory

    user = get_user_model().objects.create_superuser("staff", "staff@example.com", "a long password")
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home", title="Practice")
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname="testserver", port=80)
    section = StandardPageFactory(parent=home, title="A section", slug="section")
    other = StandardPageFactory(parent=home, title="Another section", slug="other")
    team = section.add_child(instance=TeamPage(title="Our team", slug="team", owner=user, show_in_menus=True))
    team.save_revision(user=user).publish()
    image, document = ImageFactory(description="A portrait"), DocumentFactory(title="A certificate")
    for number in (1, 2, 3, 4):
        member = MemberPage(title=f"Member {number}", slug=f"member-{number}", summary="A sample.", owner=user)
        member.post, member.joined_on = "Surgeon", timezone.localdate()
        member.listing_image, member.about = image, other
        member.body = [
            {"type": "text", "value": f'<p>About <a linktype="page" id="{team.pk}">the team</a>.</p>'},
            {"type": "image", "value": {"image": {"image": image.pk, "alt_text": "", "decorative": True}}},
        ]
        member.specialties = [Specialty.objects.get_or_create(name=name)[0] for name in ("Surgery", "Care")]
        member.credentials = [Credential(name="Doctor", awarded_by="A school", year=1998, proof=document)]
        team.add_child(instance=member)
        member.tags.add("people", f"only {number}")
        member.save_revision(user=user).publish()
    first, second, third, fourth = MemberPage.objects.order_by("path")
    first.title = "Member 1, changed"
    first.save_revision(user=user)  # a draft
    second.go_live_at = timezone.now() + timedelta(days=1)
    second.save_revision(user=user).publish()  # to be published
    Revision.objects.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.now() - timedelta(hours=1)
    )
    Page.objects.filter(pk=third.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    fourth.create_alias(parent=team, update_slug="alias")
    other.body = [
        {"type": "members", "value": {"title": "Who", "pages": [first.pk, fourth.pk]}, "id": "a-block-of-theirs"},
        {"type": "text", "value": f'<p>Ask <a linktype="page" id="{first.pk}">somebody</a>.</p>'},
    ]
    other.save_revision(user=user).publish()
    index = home.add_child(instance=ArticleIndexPage(title="Articles", slug="articles"))
    article = index.add_child(instance=ArticlePage(title="An article", slug="article", about=first))
    article.body = [
        {
            "type": "text",
            "value": f'<p data-block-key="words">Ask <a linktype="page" id="{first.pk}">somebody</a> about it.</p>',
            "id": "text",
        },
        {
            "type": "cards",
            "value": {
                "title": "Ask them",
                "pages": [{"type": "item", "value": pk, "id": f"card-{pk}"} for pk in (first.pk, fourth.pk)],
            },
            "id": "cards",
        },
    ]
    article.save_revision(user=user).publish()
    Redirect.objects.create(old_path="/old", redirect_page=first, site=Site.objects.get(is_default_site=True))
    STATE.write_text(
        json.dumps(
            {
                "home": home.pk,
                "section": section.pk,
                "other": other.pk,
                "article": article.pk,
                "team": team.pk,
                "members": [first.pk, second.pk, third.pk, fourth.pk],
                "image": image.pk,
                "document": document.pk,
            }
        )
    )


def use():
    """Check that the type works in the admin, on the site and in the API."""
    state = json.loads(STATE.read_text())
    client = staff()
    first = state["members"][0]
    get(client, reverse("wagtailadmin_pages:add", args=["team", "memberpage", state["team"]]))
    get(client, reverse("wagtailadmin_pages:edit", args=[first]))
    get(client, "/admin/snippets/team/specialty/")
    assert "Member 1" in get(Client(), "/section/team/").content.decode()
    page = get(Client(), "/section/team/member-1/").content.decode()
    assert '"@type":"Physician"' in page
    assert "A school" in page
    answer = get(Client(), f"/api/v2/pages/{first}/").json()
    (credential,) = answer["credentials"]
    assert (credential["name"], credential["awarded_by"], credential["year"]) == ("Doctor", "A school", 1998)
    assert "proof" not in credential
    assert [specialty["name"] for specialty in answer["specialties"]] == ["Care", "Surgery"]
    listed = get(Client(), "/api/v2/pages/?type=team.MemberPage&fields=*").json()
    assert listed["meta"]["total_count"] >= 3
    assert "MemberPage" in get(Client(), "/api/v2/openapi.json").content.decode()
    assert "Who performs it" in get(Client(), "/other/").content.decode()


def use_closed():
    """Check that existing content is served and edited, and that nothing new can be created."""
    state = json.loads(STATE.read_text())
    client = staff()
    get(Client(), "/section/team/member-1/")
    get(client, reverse("wagtailadmin_pages:edit", args=[state["members"][0]]))
    get(client, reverse("wagtailadmin_pages:add", args=["team", "memberpage", state["team"]]), 302)
    answer = client.get("/admin/snippets/team/specialty/add/", follow=True)
    assert "is read-only" in answer.content.decode()
    copy = reverse("wagtailadmin_pages:copy", args=[state["members"][0]])
    count = Page.objects.count()
    new = {"new_title": "New", "new_slug": "new", "new_parent_page": state["team"]}
    client.post(copy, new)
    assert Page.objects.count() == count


def seen():
    """Return what visitors and apps see of the type, to be compared."""
    state = json.loads(STATE.read_text())
    addresses = ["/section/team/", "/section/team/member-1/", "/section/team/alias/", "/other/"]
    addresses += ["/api/v2/pages/?type=team.MemberPage&fields=*", f"/api/v2/pages/{state['members'][0]}/"]
    addresses += [f"/api/v2/pages/{state['other']}/", "/sitemap.xml"]
    answers = {address: get(Client(), address).content.decode() for address in addresses}
    # The article is published anew while the package is missing.
    edited = r"(/articles/article/</loc>\s*<lastmod>)[^<]*"
    answers["/sitemap.xml"], _count = re.subn(edited, r"\1", answers["/sitemap.xml"])
    return answers


def rows():
    """Return all rows that belong to the type, as the database has them."""
    tables = sorted(name for name in connection.introspection.table_names() if name.startswith("team_"))
    wanted = {table: f'SELECT * FROM "{table}"' for table in tables}
    types = "SELECT id FROM django_content_type WHERE app_label = 'team'"
    wanted["pages"] = f"SELECT * FROM wagtailcore_page WHERE content_type_id IN ({types})"
    wanted["revisions"] = f"SELECT * FROM wagtailcore_revision WHERE content_type_id IN ({types})"
    wanted["types"] = "SELECT * FROM django_content_type WHERE app_label = 'team'"
    wanted["tags"] = "SELECT * FROM cms_pages_pagetag"
    wanted["bodies"] = "SELECT page_ptr_id, body FROM home_standardpage"
    found = {}
    with connection.cursor() as cursor:
        for name, sql in wanted.items():
            cursor.execute(sql)
            found[name] = sorted(repr(row) for row in cursor.fetchall())
    return found


# Without it ---------------------------------------------------------------------------------------------------------


def views():
    """All views work while the type is missing. Return how many were asked."""
    state = json.loads(STATE.read_text())
    member, team, section, other = state["members"][0], state["team"], state["section"], state["other"]
    client, asked = staff(), []
    admin = {
        "wagtailadmin_home": [()],
        "wagtailadmin_explore": [(state["home"],), (section,), (team,), (member,), (other,)],
        "wagtailadmin_explore_root": [()],
        "wagtailadmin_pages:edit": [(member,), (team,), (section,), (other,)],
        "wagtailadmin_pages:delete": [(member,), (team,), (section,)],
        "wagtailadmin_pages:move": [(member,), (team,), (section,)],
        "wagtailadmin_pages:copy": [(section,)],
        "wagtailadmin_pages:history": [(member,), (section,)],
        "wagtailadmin_pages:usage": [(member,), (team,), (other,)],
        "wagtailadmin_pages:set_privacy": [(section,)],
        "wagtailadmin_pages:unpublish": [(section,)],
        "wagtailadmin_pages:workflow_history": [(member,)],
        "wagtailadmin_pages:add_subpage": [(section,)],
        "wagtailadmin_pages:search": [()],
        "wagtailadmin_choose_page": [()],
        "wagtailadmin_choose_page_child": [(section,), (team,)],
        "wagtailadmin_choose_page_search": [()],
        "wagtailadmin_reports:site_history": [()],
        "wagtailadmin_reports:locked_pages": [()],
        "wagtailadmin_reports:aging_pages": [()],
        "wagtailadmin_reports:page_types_usage": [()],
        "wagtailadmin_reports:workflow": [()],
        "wagtailadmin_workflows:index": [()],
        "wagtailadmin_account": [()],
        "wagtailimages:index": [()],
        "wagtailimages:edit": [(state["image"],)],
        "wagtailimages:image_usage": [(state["image"],)],
        "wagtailimages:delete": [(state["image"],)],
        "wagtailimages_chooser:choose": [()],
        "wagtaildocs:index": [()],
        "wagtaildocs:edit": [(state["document"],)],
        "wagtaildocs:document_usage": [(state["document"],)],
        "wagtaildocs:delete": [(state["document"],)],
        "wagtailredirects:index": [()],
        "wagtailsites:index": [()],
        "wagtailusers_users:index": [()],
        "wagtailusers_groups:index": [()],
        "wagtailadmin_collections:index": [()],
        "wagtailforms:index": [()],
    }
    for name, arguments in admin.items():
        for args in arguments:
            asked.append(reverse(name, args=args))
    bulk = "?" + "&".join(f"id={pk}" for pk in (member, team))
    for action in ("delete", "move"):
        asked.append(reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + bulk)
    asked += ["/admin/pages/search/?q=Member", f"/admin/api/main/pages/?child_of={team}"]
    asked += [f"/admin/api/main/pages/{member}/", "/admin/choose-page/search/?q=Member"]
    wrong = {address: status for address in asked if (status := client.get(address).status_code) != 200}
    assert not wrong, wrong
    editor = get(client, reverse("wagtailadmin_pages:edit", args=[member])).content.decode()
    assert "The content type of this page is not available" in editor
    for words in ("Surgeon", "About the team.", "Another section", "Doctor, A school, 1998"):
        assert words in editor, words
    explorer = get(client, reverse("wagtailadmin_explore", args=[team])).content.decode()
    assert "its content type is not available" in explorer
    assert "not available" in get(client, "/admin/").content.decode()

    public = [
        "/",
        "/section/",
        "/other/",
        "/search/?q=Member",
        "/sitemap.xml",
        "/api/v2/openapi.json",
        "/api/v2/docs/",
    ]
    public += [f"/api/v2/{name}/" for name in ("pages", "pages/tree", "images", "documents", "redirects")]
    public += ["/api/v2/practice/", "/api/v2/menus/", f"/api/v2/pages/{other}/", "/api/v2/pages/?fields=*"]
    public += [
        "/api/v2/pages/?search=member",
        f"/api/v2/pages/?child_of={section}",
        "/api/v2/pages/?descendant_of=root",
    ]
    for address in public:
        answer = get(Client(), address).content.decode()
        assert "Member 1" not in answer, address
        assert "Our team" not in answer, address
    gone = ["/section/team/", "/section/team/member-1/", f"/api/v2/pages/{member}/", f"/api/v2/pages/{team}/"]
    for address in gone:
        get(Client(), address, 404)
    get(Client(), "/api/v2/pages/find/?html_path=/section/team/member-1/", 404)
    get(Client(), "/api/v2/pages/?type=team.MemberPage", 400)
    return len(asked) + len(public) + len(gone) + 2


@contextmanager
def undone():
    """Roll back the database changes of the block."""
    with transaction.atomic():
        yield
        # Foreign keys are checked at the end of a transaction, which never comes.
        connection.check_constraints()
        transaction.set_rollback(True)
    cache.clear()


def changes():
    """All changes work while the type is missing. Return how many were tried."""
    state = json.loads(STATE.read_text())
    client = staff()
    pages = {name: state[name] for name in ("home", "section", "other", "team")}
    pages |= {"member": state["members"][0], "fourth": state["members"][3]}

    def page(name):
        return Page.objects.get(pk=pages[name]).specific

    def post(name, *args, data=None, query=""):
        answer = client.post(reverse(name, args=args) + query, data or {})
        assert answer.status_code in (200, 302), f"{name}: {answer.status_code}"
        return answer

    def gone(name):
        assert not Page.objects.filter(pk=pages[name]).exists(), f"{name} is still there"

    def move_a_missing_page():
        post("wagtailadmin_pages:move_confirm", pages["team"], pages["other"])
        assert page("team").get_parent().pk == pages["other"]

    def move_its_parent():
        page("section").move(page("other"), pos="last-child")
        assert page("member").url_path.startswith("/site-home/other/section/team/")

    def copy_its_parent():
        new = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": pages["home"], "copy_subpages": "on"}
        post("wagtailadmin_pages:copy", pages["section"], data=new)
        copied = Page.objects.get(slug="copy", depth=3)
        assert copied.get_descendants().count() == page("section").get_descendants().count()

    def alias_its_parent():
        page("section").create_alias(recursive=True, parent=page("home"), update_slug="alias-of-section")

    def delete_it():
        post("wagtailadmin_pages:delete", pages["member"])
        gone("member")

    def delete_its_parent():
        post("wagtailadmin_pages:delete", pages["section"], data={"wagtailadmin_confirm_site_name": "bay"})
        gone("member")

    def delete_the_picture():
        post("wagtailimages:delete", state["image"])
        assert not ContentImage.objects.filter(pk=state["image"]).exists()

    def delete_the_document():
        post("wagtaildocs:delete", state["document"])
        assert not Document.objects.filter(pk=state["document"]).exists()

    def delete_a_tag():
        Tag.objects.get(name="people").delete()

    def delete_the_page_that_it_is_about():
        post("wagtailadmin_pages:delete", pages["other"])
        gone("other")

    def delete_its_owner():
        get_user_model().objects.create_superuser("another", "a@example.com", "a long password")
        get_user_model().objects.get(username="staff").delete()

    def bulk(action, *names, **data):
        query = "?" + "&".join(f"id={pages[name]}" for name in names)
        post("wagtail_bulk_action", "wagtailcore", "page", action, data=data, query=query)

    def bulk_delete():
        bulk("delete", "member", "fourth")
        gone("member")

    def bulk_move():
        bulk("move", "team", chooser=str(pages["other"]))

    def bulk_publish():
        bulk("publish", "member", "section", include_descendants="on")

    def bulk_unpublish():
        bulk("unpublish", "section", include_descendants="on")
        assert not page("section").live

    def edit_and_publish_another():
        section = page("section")
        section.title = "A new title"
        section.save_revision().publish()

    def rename_its_parent():
        section = page("section")
        section.slug = "renamed"
        section.save_revision().publish()
        assert page("member").url_path == "/site-home/renamed/team/member-1/"

    def edit_a_page_with_its_block():
        other = page("other")
        other.title = "Changed"
        other.save_revision().publish()
        stored = json.dumps(page("other").body.get_prep_value())
        assert "a-block-of-theirs" in stored

    def schedule_another():
        section = page("section")
        section.go_live_at = timezone.now() - timedelta(minutes=1)
        section.save_revision().publish()

    def unpublish_its_parent():
        page("section").unpublish()

    def make_it_private():
        PageViewRestriction.objects.create(page=page("team"), restriction_type="password", password="x")
        get(Client(), "/section/team/", 404)

    def lock_its_parent():
        post("wagtailadmin_pages:lock", pages["section"])

    def reorder():
        page("section").move(page("other"), pos="right")

    def add_a_page_beside_it():
        StandardPage(title="New", slug="new")
        page("section").add_child(instance=StandardPage(title="New", slug="new"))

    def redirect_to_it():
        Redirect.objects.create(old_path="/older", redirect_page_id=pages["member"])
        get(Client(), "/older/", 404)

    def make_another_home_page():
        root = Page.get_first_root_node()
        home = root.add_child(instance=HomePage(title="Second", slug="second", hero_title="Hello"))
        Site.objects.filter(is_default_site=True).update(root_page=home)

    def revisions_of_its_parent():
        page("section").save_revision()
        page("section").get_latest_revision().publish()

    def command(*args, **kwargs):
        def run():
            run_command(*args, **kwargs)

        run.__name__ = args[0]
        return run

    def find_what_is_in_use_anew():
        used = ReferenceIndex.objects.filter(to_object_id=str(state["image"])).count()
        command("rebuild_references_index")()
        assert ReferenceIndex.objects.filter(to_object_id=str(state["image"])).count() == used

    def publish_what_is_due():
        waiting = Revision.objects.filter(approved_go_live_at__isnull=False).count()
        command("publish_scheduled")()
        assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == waiting, "it stays due"

    everything = [
        value
        for name, value in list(locals().items())
        if callable(value) and name not in ("page", "post", "gone", "bulk", "command", "client")
    ]
    everything += [
        command("update_index"),
        command("dumpdata", "--natural-foreign"),
        command("check"),
        command("remove_stale_contenttypes", "--include-stale-apps", "--no-input"),
        command("purge_revisions", days=0),
        command("fixtree"),
        command("set_url_paths"),
        command("create_log_entries_from_revisions"),
        command("content_types"),
        command("make_renditions"),
        command("showmigrations"),
        command("show_references_index"),
        command("wagtail_update_index"),
        command("wagtail_update_image_renditions"),
        command("purge_embeds"),
        command("describe_api"),
        command("migrate"),
    ]
    wrong = []
    for change in everything:
        try:
            with undone():
                change()
        except Exception:
            wrong.append(f"{change.__name__}: {traceback.format_exc()}")
    assert not wrong, "\n".join(wrong)
    return len(everything)


def edit_a_page_that_refers_to_it():
    """Check that a page of another type, edited and published, keeps its references to the missing page."""
    pk = json.loads(STATE.read_text())["article"]
    client, edit = staff(), reverse("wagtailadmin_pages:edit", args=[pk])
    article = ArticlePage.objects.get(pk=pk)
    before = article.about_id, article.body.get_prep_value()
    shown = get(Client(), "/articles/article/").content.decode()
    assert "somebody" in shown
    assert "member-1" not in shown

    form = querydict_from_html(get(client, edit).content.decode(), form_id="page-edit-form").dict()
    for field in article._meta.get_fields():
        if isinstance(field, StreamField):  # their inputs are made by a script
            form |= stream_data(field.stream_block, getattr(article, field.name), field.name)
    form |= {"search_description": "Changed", "action-publish": "action-publish"}
    answer = client.post(edit, form)
    assert answer.status_code == 302, answer.content.decode()

    article = ArticlePage.objects.get(pk=pk)
    assert article.search_description == "Changed"
    assert (article.about_id, article.body.get_prep_value()) == before
    draft = article.get_latest_revision_as_object()
    assert (draft.about_id, draft.body.get_prep_value()) == before
    assert "member-1" not in get(Client(), "/articles/article/").content.decode()


def use_what_refers_to_it():
    """Check that the page that was edited meanwhile shows the pages to which it refers."""
    shown = get(Client(), "/articles/article/").content.decode()
    assert "Changed" in shown
    text, _, rest = shown.partition("Ask them")
    cards, _, about = rest.partition("This article is about")
    assert 'href="/section/team/member-1/">somebody</a>' in text
    assert 'href="/section/team/member-1/">Member 1</a>' in cards
    assert 'href="/section/team/member-4/">Member 4</a>' in cards
    assert 'href="/section/team/member-1/">Member 1</a>' in about


def refused_removal():
    """Return why the type cannot be removed."""
    return refusal_of("remove_content_type", "team", "--count", "1")


def export_and_remove():
    """Remove the type once the number of objects is right. Return the models of the export."""
    export = STATE.with_name("export")
    said = refusal_of("remove_content_type", "team", "--count", "0", "--export", str(export))
    assert list(export.glob("media/original_images/*.jpg"))
    run_command("remove_content_type", "team", "--count", said.partition("expected ")[2].partition(".")[0])
    return sorted({one["model"] for one in json.loads((export / "content.json").read_text())})


def removed():
    """Nothing is left of it."""
    tables = [name for name in connection.introspection.table_names() if name.startswith("team_")]
    assert tables == [], tables
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_content_type WHERE app_label = 'team'")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM django_migrations WHERE app = 'team'")
        assert cursor.fetchone() == (0,)
    assert not Page.objects.filter(url_path__contains="/team/").exists()
    assert [problem for problem in Page.find_problems() if problem] == []
    get(Client(), "/section/")
    get(staff(), "/admin/")
    assert "team" not in apps.app_configs


if __name__ == "__main__":
    run_steps(globals())
