"""The sample albums and cases."""

from cms.plugins.api import ContentImage
from gallery.models import CasePage, CaseProcedure, GalleryIndexPage, GalleryPage

INDEX = "before-and-after"
PICTURE_SIZE = (720, 480)
"""Smaller than other sample pictures, since there are many."""


def load(sample):
    """Add the pages of this plugin to `sample` (a `demo.builder.SampleSite`)."""
    consents = sample.add_consents(sample.read("gallery/consents.toml")["consents"])
    albums = sample.read("gallery/albums.toml")
    body = albums["index"].pop("body")
    sample.add(INDEX, GalleryIndexPage(**albums["index"]), parent="home", body=body)
    for data in albums["albums"]:
        sample.add(data["key"], _album(sample, data), parent=INDEX, body=data["body"])
    for data in sample.read("gallery/cases.toml")["cases"]:
        case = _case(sample, data, consents[data["consent"]])
        sample.add(data["key"], case, parent=data["parent"], body=data["body"])


def _album(sample, data):
    return GalleryPage(
        title=data["title"],
        slug=data["slug"],
        summary=data["summary"],
        about=sample.page(data["about"]),
        listing_image=sample.picture(data["picture"], seed=data["seed"], alt=data["picture_alt"]),
        patients_total=data["patients_total"],
        chosen_by=data["chosen_by"],
    )


def _case(sample, data, consent):
    case = CasePage(
        title=data["title"],
        slug=data["slug"],
        summary=data["summary"],
        consent=consent,
        age_range=data["age_range"],
        pairs=[("pair", _pair(sample, pair, data["sensitive"], consent)) for pair in data["pairs"]],
    )
    case.case_procedures = [
        CaseProcedure(sort_order=order, procedure=sample.page(key)) for order, key in enumerate(data["procedures"])
    ]
    return case


def _pair(sample, data, sensitive, consent):
    pictures = {
        name: sample.picture(data[name]["picture"], seed=data[name]["seed"], alt=data[name]["alt"], size=PICTURE_SIZE)
        for name in ("before", "after")
    }
    ContentImage.objects.filter(pk__in=[picture.pk for picture in pictures.values()]).update(
        sensitive=sensitive, shows_patient=True, shows_face=consent.covers_face, consent=consent
    )
    return pictures | {name: data[name] for name in ("view", "weeks_after", "note")}
