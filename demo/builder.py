"""Build a demonstration site from the sample content of the plugins."""

import json
import re
import tomllib
from datetime import timedelta
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone

from cms.claims.models import Claim
from cms.consent.models import Consent, Coverage
from cms.consent.withdrawal import withdraw
from cms.context.channels import Channel
from cms.images.models import ContentImage
from cms.review.models import is_reviewed
from demo import drawings, reviews

CONTENT = Path(__file__).parent / "content"
"""The data files of our own content types."""

MARKER = re.compile(r"\[\[(\w+):([^\]|]+)(?:\|([^\]]*))?\]\]")
"""`[[page:procedures/facelift|facelift]]` or `[[cite:pacik-2011]]` in a text."""


class SampleSite:
    """The site to which a plugin's `load_sample_content` adds its pages.

    Pages have keys, since a plugin can link to pages of another without importing it, and before they are there:
    bodies and links are filled in by `finish`, when all plugins have added theirs. A page of another plugin may be
    missing, if that plugin is not enabled: check with `has` first.
    """

    def __init__(self, site, log, picture_width=None):
        self.site = site
        self.markers = {"page": self._page_link, "claim": self._claim_in_text}
        """How `[[name:key|text]]` in a text is written: functions of key and text that return stored rich text."""
        self._log = log
        self._picture_width = picture_width
        self._also_called = self.read("search.toml")["also_called"]
        self._pages = {}
        self._bodies = {}
        self._pictures = {}
        self._claims = {}
        self._later = []
        self._afterwards = []

    def read(self, path):
        """Return the data of the TOML file at `path`, which is absolute or relative to `demo/content/`."""
        return tomllib.loads((CONTENT / path).read_text(encoding="utf-8"))

    def add(self, key, page, *, parent=None, body=(), tags=()):
        """Add `page` below the page with key `parent` (default: below the root of all pages). Return it.

        `body` is a list of blocks, as `stream` takes it.
        """
        self._log(f"  page: {page.title}")
        above = self.page(parent) if parent else self.site.root_page.get_root()
        page.tags.add(*tags)
        page.also_called = self._also_called.get(key, "")
        page.live = not is_reviewed(page)  # it is signed when its body is there
        above.add_child(instance=page)
        self._pages[key] = page
        self._bodies[key] = body
        return page

    def page(self, key):
        """Return the page with this key. Raises KeyError."""
        return self._pages[key]

    def add_consents(self, records):
        """Record sample consents. Return them by their codes.

        Consents that have ended are active until all content is published. Then they expire, or are withdrawn.
        """
        consents = {data["code"]: self._consent(data) for data in records}
        for data in records:
            self._afterwards.append(lambda data=data: _end(consents[data["code"]], data))
        return consents

    def _consent(self, data):
        code, today = data["code"], timezone.localdate()
        form = f"This stands for the form that a patient has signed. It is a sample: {code}\n"
        return Consent.objects.create(
            code=code,
            **{f"covers_{coverage}": data[coverage] for coverage in Coverage.values},
            **{f"on_{channel}": data[channel] for channel in Channel.values},
            signed_on=today - timedelta(days=data["signed_days_ago"]),
            signed_form=ContentFile(form.encode(), name="form.txt"),
            notes=data["notes"],
        )

    def add_claims(self, records, bases):
        """Publish sample claims. A block `claim` and `[[claim:key]]` in a text refer to them by their keys.

        A record names its basis: `own_records`, or one of `bases`, functions that return the stored value for a key.
        """
        for data in records:
            kinds = {"own_records": lambda note: note} | bases
            basis = [
                {"type": kind, "value": value_of(data[kind])} for kind, value_of in kinds.items() if kind in data
            ]
            claim = Claim(
                **{name: data[name] for name in ("text", "as_of", "denominator", "counted")},
                basis=json.dumps(basis),
                expires_on=timezone.localdate() + timedelta(days=data["expires_in_days"]),
                owner=get_user_model().objects.filter(is_superuser=True).first(),
                live=False,
            )
            claim.save()
            claim.refresh_from_db()
            claim.save_revision().publish()
            self._claims[data["key"]] = claim

    def picture(self, form, *, seed=0, alt, size=(1200, 800)):
        """Return a drawn picture as an image of the library. The same form and seed give the same image.

        `size` is in pixels. `picture_width` of the sample site, if set, replaces its width and keeps its proportions.
        """
        if self._picture_width:
            size = (self._picture_width, round(self._picture_width * size[1] / size[0]))
        if (form, seed) not in self._pictures:
            self._log(f"  picture: {form} {seed}")
            file = ContentFile(drawings.jpeg(form, seed=seed, size=size), name=f"{form}-{seed}.jpg")
            self._pictures[form, seed] = ContentImage.objects.create(
                title=f"Sample picture: {form.replace('_', ' ')}", description=alt or drawings.FORMS[form], file=file
            )
        return self._pictures[form, seed]

    def later(self, function):
        """Call `function` when all pages are there, to link to pages of other plugins."""
        self._later.append(function)

    def text(self, html):
        """Return `html` with its markers written as stored rich text."""
        return MARKER.sub(lambda match: self.markers[match[1]](match[2], match[3]), html)

    def stream(self, blocks):
        """Return `blocks` as the value of a StreamField.

        Each block is `(type, value)`, or `{type: value}` as in the data files.
        """
        pairs = [next(iter(block.items())) if isinstance(block, dict) else block for block in blocks]
        return json.dumps([{"type": kind, "value": self._block_value(kind, value)} for kind, value in pairs])

    def finish(self):
        """Fill in bodies and links, let the sample reviewer sign, and publish everything."""
        for key, body in self._bodies.items():
            self.page(key).body = self.stream(body)
        for function in self._later:
            function()
        reviewer = reviews.sample_reviewer()
        for page in self._pages.values():
            page.full_clean()
            revision = page.save_revision()
            reviews.sign(page, reviewer)
            revision.publish()
        for function in self._afterwards:
            function()

    def has(self, key):
        """Whether there is a page with this key. Another plugin may bring it, and need not be enabled."""
        return key in self._pages

    def _page_link(self, key, text):
        page = self.page(key)
        return f'<a linktype="page" id="{page.pk}">{text or page.title}</a>'

    def _claim_in_text(self, key, text):
        return f'<embed embedtype="claim" id="{self._claims[key].pk}"/>'

    def _block_value(self, kind, value):
        match kind:
            case "text":
                return self.text(value)
            case "notice":
                return value | {"text": self.text(value["text"])}
            case "questions":
                items = [item | {"answer": self.text(item["answer"])} for item in value["items"]]
                return value | {"items": items}
            case "image":
                image = self.picture(value["picture"], seed=value.get("seed", 0), alt=value["alt_text"])
                return {
                    "image": {
                        "image": image.pk,
                        "alt_text": value["alt_text"],
                        "decorative": value["decorative"],
                    },
                    "caption": value["caption"],
                }
            case "cards":
                return value | {"pages": [self.page(key).pk for key in value["pages"]]}
            case "page" | "claim":
                return {"page": self._pages, "claim": self._claims}[kind][value].pk
            case "link":
                return self._link(value)
            case "call_to_action" | "call_out":
                return {"title": value["title"], "text": value["text"], "link": self._link(value)}
            case "table":
                return {
                    "caption": value["caption"],
                    "columns": [{"type": "text", "heading": heading} for heading in value["columns"]],
                    "rows": [{"values": row} for row in value["rows"]],
                }
            case _:
                return value

    def _link(self, value):
        return {"label": value["label"], "page": self.page(value["page"]).pk, "url": ""}


def _end(consent, data):
    if data.get("expires_in_days") is not None:
        consent.expires_on = timezone.localdate() + timedelta(days=data["expires_in_days"])
        consent.save()
    if data.get("withdrawn"):
        withdraw(consent, reason=data["withdrawn"]["reason"])
