"""A page as Markdown, and llms.txt."""

from bs4 import BeautifulSoup, SoupStrainer
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.context.channels import Channel
from cms.context.request import use_context
from cms.loader import load_many
from cms.markdown.conversion import element_to_markdown, escape_text
from cms.routing import serve_part
from cms.sites.models import Practice
from cms.visibility import EVERYONE, add_list_dependency, public_by_row

CONTENT_TYPE = "text/markdown; charset=utf-8"
MOST_LISTED = 500
"""How many pages llms.txt lists at most. The sitemap lists all."""


@require_safe
def serve_markdown(request, path):
    """Return the page at `path` as Markdown, for those who may see the page. Raise Http404 for others."""

    def convert(page):
        response = page.serve(request)
        if hasattr(response, "render"):
            response.render()
        main = BeautifulSoup(response.content, "html.parser", parse_only=SoupStrainer("main")).find("main")
        if response.status_code != 200 or main is None:
            raise Http404("This page is no text.")
        answer = HttpResponse(page_markdown(page, main, Practice.for_request(request)), content_type=CONTENT_TYPE)
        answer.headers["Link"] = f'<{page.full_url}>; rel="canonical"'
        if cache_control := response.headers.get("Cache-Control"):
            answer.headers["Cache-Control"] = cache_control
        return answer

    return serve_part(request, path, convert)


def page_markdown(page, main, practice):
    """Return the Markdown of `page`, whose `<main>` is `main`, with the notices of the footer and its source."""
    source = [element_to_markdown(main, page.full_url).rstrip(), "---"]
    source += [escape_text(notice.value) for notice in practice.footer_notices]
    source.append(" · ".join(filter(None, (escape_text(practice.name), f"<{page.full_url}>"))))
    return "\n\n".join(source) + "\n"


@require_safe
def llms_txt(request):
    """Return llms.txt: the pages of the site that are public, by section, with the addresses of their Markdown.

    It is the same for everyone, like the sitemap.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site matches this host and port.")
    add_list_dependency(Page)
    practice = Practice.for_site(site)
    with use_context(Channel.WEBSITE, EVERYONE):
        sections = _sections(site)
    lines = [f"# {escape_text(practice.name or site.site_name or site.hostname)}"]
    if about := practice.tagline or practice.specialty_and_place:
        lines.append(f"> {escape_text(about)}")
    lines += [escape_text(notice.value) for notice in practice.footer_notices]
    for title, pages in sections:
        lines += [f"## {title}", "\n".join(map(_entry, pages))]
    return HttpResponse("\n\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _sections(site):
    """Return the pages of `site` by section: pairs of title and list. The first one has those without pages below.

    A page is listed only if all pages above it are public.
    """
    root = site.root_page
    below = root.get_descendants(inclusive=True).filter(depth__lte=root.depth + 2)
    ids = public_by_row(Page.objects.order_by("path"), among=below).values_list("pk", flat=True)[:MOST_LISTED]
    pages = list(load_many(Page, ids).values())
    by_path = {page.path: page for page in pages}
    first = [page for page in pages if page.depth <= root.depth + 1]
    sections, alone = [], []
    for page in first:
        children = [
            by_path[path]
            for path in by_path
            if path.startswith(page.path) and len(path) == len(page.path) + Page.steplen
        ]
        if children and page.depth > root.depth:
            sections.append((escape_text(page.title), [page, *children]))
        else:
            alone.append(page)
    return [(_("Pages"), alone), *sections] if alone else sections


def _entry(page):
    summary = f": {escape_text(page.summary)}" if page.summary else ""
    return f"- [{escape_text(page.title)}]({page.full_url}index.md){summary}"
