"""Albums and cases in the structured data of their pages.

The images are those that the page shows without a content warning. Consents decide that when the page is rendered.
"""

from gallery.models import CasePage, GalleryIndexPage, GalleryPage


def describe_album_or_case(page, graph):
    """Say that the page is a gallery of its images: https://schema.org/ImageGallery."""
    kinds = {"WebPage": "ImageGallery"}
    graph.node["@type"] = kinds.get(graph.node["@type"], [graph.node["@type"], "ImageGallery"])
    graph.node["image"] = graph.images


def describe_case(page, graph):
    describe_album_or_case(page, graph)
    graph.node["about"] = [
        {"@type": "MedicalProcedure", "name": procedure.title, "url": procedure.full_url}
        for procedure in page.procedures
    ]


def describe_albums(page, graph):
    graph.node |= {"@type": "CollectionPage", "image": graph.images}
    if not graph.context["filter"]:
        graph.node["mainEntity"] = graph.item_list(graph.context["cards"])


structured_data = {
    GalleryIndexPage: describe_albums,
    GalleryPage: describe_album_or_case,
    CasePage: describe_case,
}
