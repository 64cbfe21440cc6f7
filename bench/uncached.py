"""Measure what is rendered anew, in this process: `python -m bench.uncached`. It prints milliseconds by name as JSON.

Django's test client does not pass the response cache. It counts the time of the processor.
"""

import json
import os
import sys
from functools import partial
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

    times = {}
    measured = {name: partial(_get, Client(), cycle(found)) for name, found in addresses().items()}
    measured |= changes(Client())
    for _ in range(ROUNDS):
        # In turns, so that whatever else the machine does slows down all.
        for name, run in measured.items():
            times.setdefault(name, []).append(_milliseconds(run))
    return {name: median(values) for name, values in times.items()}


def changes(client):
    """Return functions by name that change content."""
    from articles.models import ArticlePage

    page = ArticlePage.objects.live().first()

    def save():
        page.save_revision().publish()

    def change_and_list():
        ArticlePage.objects.filter(pk=page.pk).update(summary=page.summary)
        _get(client, iter([f"{OURS}{LIST}"]))

    return {"saving a page": save, "list, the first after a change": change_and_list}


def _get(client, found):
    address = next(found)
    response = client.get(address)
    if response.status_code != 200:
        sys.exit(f"{address}: {response.status_code}")


def _milliseconds(run):
    run()  # and it is warm now
    start, count = process_time(), 0
    while (spent := process_time() - start) < SECONDS:
        run()
        count += 1
    return spent / count * 1000


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps(measure()) + "\n")
