"""Measure what is rendered anew, in this process: `python -m bench.uncached`. It prints milliseconds by name as JSON.

Django's test client does not pass the response cache. It counts the time of the processor. What processes keep until
content changes, such as fragments, is warm, except directly after a change.
"""

import json
import os
import sys
from itertools import cycle, islice
from statistics import median
from time import process_time

ROUNDS = 5
SECONDS = 0.4
"""For how long one address is asked for in each round."""
LIST = "?type=articles.ArticlePage&limit=20"
LONG_PAGE = "/procedures/botulinum-toxin-for-vaginismus/"
PAIRS = {
    "list of 20 with image, tags, summary": f"{LIST}&fields=summary,tags,listing_image",
    "list of 20 with all fields": f"{LIST}&fields=*",
}
OURS, STOCK = "/api/v2/pages/", "/wagtail/pages/"
AFTER_A_CHANGE = "directly after a change: "
"""Prefix of measures in which content changes before each request. The time of the change is not counted."""


def addresses():
    """Return the addresses of each measure by name."""
    from articles.models import ArticlePage
    from cms.api.v2.pagination import cursor_after
    from cms.pages.models import PageTag

    articles = ArticlePage.objects.live().order_by("-path")
    details = list(islice(articles.values_list("pk", flat=True), 20))
    tag = PageTag.objects.values_list("tag__name", flat=True).first()
    deep = cursor_after(["path"], [articles[20].path])
    measured = {}
    for root, prefix in ((OURS, ""), (STOCK, "stock: ")):
        for name, query in PAIRS.items():
            measured[prefix + name] = [root + query]
        measured[f"{prefix}detail"] = [f"{root}{pk}/" for pk in details]
    for name in (*PAIRS, "detail"):
        measured[AFTER_A_CHANGE + name] = measured[name]
    return measured | {
        "long procedure page, HTML": [LONG_PAGE],
        "list, deep, by cursor": [f"{OURS}{LIST}&cursor={deep}"],
        "list by tag": [f"{OURS}{LIST}&tags={tag}"],
        "list of articles, HTML": ["/articles/"],
        "image list": ["/api/v2/images/?limit=20"],
        "hub page, HTML": ["/procedures/facelift/"],
    }


def measure():
    from django.test import Client

    client, times = Client(), {}
    measured = {name: (_asking(client, found), len(found)) for name, found in addresses().items()}
    measured["saving a page"] = (_saving(), 1)
    for _ in range(ROUNDS):
        # In turns, so that whatever else the machine does slows down all.
        for name, (run, count) in measured.items():
            before = _change_content if name.startswith(AFTER_A_CHANGE) else None
            times.setdefault(name, []).append(_milliseconds(run, count, before))
    return {name: median(values) for name, values in times.items()}


def _asking(client, found):
    """Return a function that asks for the addresses in turns."""
    turns = cycle(found)

    def ask():
        address = next(turns)
        response = client.get(address)
        if response.status_code != 200:
            sys.exit(f"{address}: {response.status_code}")

    return ask


def _change_content():
    from wagtail.models import Page

    Page.objects.filter(depth=1).update(title="Root")


def _saving():
    from articles.models import ArticlePage

    page = ArticlePage.objects.live().first()
    return lambda: page.save_revision().publish()


def _milliseconds(run, addresses, before):
    for _ in range(addresses):
        run()  # and it is warm now
    spent, count = 0, 0
    while spent < SECONDS:
        if before:
            before()
        start = process_time()
        run()
        spent += process_time() - start
        count += 1
    return spent / count * 1000


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps(measure()) + "\n")
