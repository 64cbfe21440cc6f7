"""Measures the delivery API beside Wagtail's own API v2, on the same data and in one run.

Run it as `python bench/api.py` from the folder of the project. Compare the ratios, which are of one run, rather than
the requests per second, which are of one machine. Nothing is cached between requests. It
counts the time of the processor, which other programs on the machine change little.
"""

import os
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from time import process_time

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

ARTICLES = 60
QUERIES = {
    "a list of 20 with image, tags and summary": "?type=articles.ArticlePage&fields=summary,tags,listing_image",
    "a list of 20 with all fields": "?type=articles.ArticlePage&fields=*",
}
SECONDS = 4


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "BASE_URL": "http://testserver"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.ROOT_URLCONF = "bench.urls_with_wagtails_api"
        settings.ALLOWED_HOSTS = ["testserver"]
        settings.API_ANONYMOUS_RATE = ""
        settings.DEBUG = False
        call_command("migrate", verbosity=0)
        pages = make_articles()
        compare(pages)


def make_articles():
    """Return published articles, each with a picture, tags, and a body of several blocks."""
    from django.core.files.base import ContentFile
    from wagtail.models import Page, Site

    from articles.models import ArticleIndexPage, ArticlePage
    from cms.images.models import ContentImage
    from demo import drawings
    from home.models import HomePage

    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Home", slug="home-of-bench", hero_title="Hello"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
    index = home.add_child(instance=ArticleIndexPage(title="Articles"))
    images = []
    for number in range(8):
        file = ContentFile(drawings.jpeg("fern", seed=number, size=(900, 600)), name="leaf.jpg")
        images.append(ContentImage.objects.create(title="Leaf", description="A leaf", file=file))
    articles = []
    for number, image in zip(range(ARTICLES), cycle(images)):
        article = ArticlePage(title=f"Article {number}", summary="What it is about.", listing_image=image)
        article.body = [
            {"type": "heading", "value": {"text": "A section", "level": "h2"}},
            {"type": "text", "value": f'<p>Words, and <a linktype="page" id="{home.pk}">a link</a>.</p>' * 4},
            {"type": "image", "value": {"image": {"image": image.pk, "alt_text": "A leaf", "decorative": False}}},
            {"type": "call_to_action", "value": {"title": "Ask", "link": {"label": "Ask", "page": home.pk}}},
        ]
        article.tags.add("leaf", "tree", f"tag {number % 7}")
        index.add_child(instance=article)
        article.save_revision().publish()
        articles.append(article)
    return articles


def compare(pages):
    from django.test import Client

    client = Client()
    details = cycle(f"{page.pk}/" for page in pages)
    for what, ask in [(name, cycle([query])) for name, query in QUERIES.items()] + [("a detail", details)]:
        # In turns, so that whatever else the machine does slows down both.
        counts, spent = {"/api/v2/pages/": 0, "/wagtail/pages/": 0}, {"/api/v2/pages/": 0.0, "/wagtail/pages/": 0.0}
        for path in counts:
            assert client.get(path + next(ask)).status_code == 200  # noqa: S101 - and it is warm now
        while sum(spent.values()) < SECONDS:
            for path in counts:
                address = path + next(ask)
                start = process_time()
                client.get(address)
                spent[path] += process_time() - start
                counts[path] += 1
        ours, wagtails = (counts[path] / spent[path] for path in counts)
        print(f"{what}: {ours:.0f} requests a second, Wagtail's {wagtails:.0f}: {ours / wagtails:.1f} times")  # noqa: T201


if __name__ == "__main__":
    main()
