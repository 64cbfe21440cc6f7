"""Build the JSON-LD graph of a page.

- https://www.w3.org/TR/json-ld11/
- https://schema.org/docs/full.html
- https://developers.google.com/search/docs/appearance/structured-data/search-gallery
"""

from django.utils.translation import get_language, gettext

from cms.context.addresses import path_of
from cms.pages.shown_images import shown_images
from cms.plugins.conventions import structured_data
from cms.plugins.registry import registry
from cms.review.pages import MedicalReview

CLOSED = {"opens": "00:00", "closes": "00:00"}
"""How Google's documentation writes that a business is closed all day."""


class Graph:
    """The graph of a page, to which functions of content types add nodes.

    Args:
        page: the page that is shown, an instance of its type.
        practice: the `Practice` of its site.
        context: the context of the template, as a dict. Its `request` has the images that the page shows.

    Attributes:
        node: the node of the web page itself, a dict to extend.
        practice: reference to the node of the practice, or None if it has no name.
        surgeon: reference to the node of the surgeon, or None.
        address: a node for the postal address of the practice, or None.
        images: references to the nodes of the images in the text of the page, in their order.
        main_image: reference to the image at its head, or None.

    Empty values are left out, so a node may have None, "" or [] for what there is not.
    """

    def __init__(self, page, practice, context):
        self.page, self.context = page, context
        self._nodes = {}
        self._root = page.get_url_parts()[1]
        self._practice = practice
        self.address = self._address()
        self.practice = self.surgeon = self._website = None
        if practice.name:
            self.practice = self.add(self._practice_node())
            self.surgeon = self.add(self._surgeon_node()) if practice.surgeon else None
            self._website = self.add(self._website_node())
        self.images, self.main_image = self._image_references()
        self.node = self._page_node()
        self.add(self.node)

    def id(self, name):
        """Return the `@id` of a node that belongs to this page."""
        return f"{self.page.full_url}#{name}"

    def add(self, node):
        """Add `node`, a dict with an `@id`, and return a reference to it."""
        self._nodes[node["@id"]] = node
        return {"@id": node["@id"]}

    def add_article(self, name, **properties):
        """Add the page as an article with the `@id` of `name`, and further `properties`. Return a reference to it.

        https://developers.google.com/search/docs/appearance/structured-data/article
        """
        article = {
            "@type": "Article",
            "@id": self.id(name),
            "headline": self.page.title,
            "description": self.page.summary,
            "image": [*filter(None, [self.main_image]), *self.images],
            "publisher": self.practice,
            "mainEntityOfPage": {"@id": self.id("webpage")},
        }
        return self.add(article | properties)

    def person(self, name):
        """Return a value for a person: a reference if it is the surgeon of the practice, else a node, or None."""
        if not name:
            return None
        return self.surgeon if self.surgeon and name == self._practice.surgeon else {"@type": "Person", "name": name}

    def item_list(self, pages):
        """Return a node for a list of links to `pages`."""
        items = [
            {"@type": "ListItem", "position": position, "name": page.title, "url": page.full_url}
            for position, page in enumerate(pages, start=1)
        ]
        return {"@type": "ItemList", "itemListElement": items} if items else None

    def as_json(self):
        """Return the graph as JSON values."""
        return {"@context": "https://schema.org", "@graph": [_without_empty(node) for node in self._nodes.values()]}

    # Nodes of every page

    def _practice_node(self):
        return {
            "@type": "MedicalClinic",
            "@id": f"{self._root}/#practice",
            "name": self._practice.name,
            "url": f"{self._root}/",
            "slogan": self._practice.tagline,
            "medicalSpecialty": self._specialty(),
            "address": self.address,
            "telephone": self._phones(),
            "email": self._practice.email,
            "openingHoursSpecification": [self._hours(item.value) for item in self._practice.hours],
        }

    def _surgeon_node(self):
        return {
            "@type": "Physician",
            "@id": f"{self._root}/#surgeon",
            "name": self._practice.surgeon,
            "medicalSpecialty": self._specialty(),
            "address": self.address,
            "telephone": self._phones(),
            "parentOrganization": self.practice,
        }

    def _website_node(self):
        search = f"{self._root}{path_of('search')}?q={{search_term_string}}"
        return {
            "@type": "WebSite",
            "@id": f"{self._root}/#website",
            "url": f"{self._root}/",
            "name": self._practice.name,
            "publisher": self.practice,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": search},
                "query-input": "required name=search_term_string",
            },
        }

    def _page_node(self):
        page = self.page
        node = {
            "@type": "WebPage",
            "@id": self.id("webpage"),
            "url": page.full_url,
            "name": page.title,
            "description": getattr(page, "summary", ""),
            "inLanguage": get_language(),
            "isPartOf": self._website,
            "breadcrumb": self._breadcrumbs(),
            "primaryImageOfPage": self.main_image,
        }
        if isinstance(page, MedicalReview):
            node["@type"] = "MedicalWebPage"
            if page.reviewed_by:
                node |= {"lastReviewed": page.reviewed_on.isoformat(), "reviewedBy": self.person(page.reviewed_by)}
        return node

    def _breadcrumbs(self):
        """Add the path to the page, and return a reference to it, or None for the home page."""
        above = getattr(self.page, "breadcrumbs", ())
        if not above:
            return None
        names = [gettext("Home") if page.url == "/" else page.title for page in above]
        steps = [*zip(names, (page.full_url for page in above), strict=True), (self.page.title, self.page.full_url)]
        items = [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, start=1)
        ]
        return self.add({"@type": "BreadcrumbList", "@id": self.id("breadcrumb"), "itemListElement": items})

    def _image_references(self):
        """Add the images that the page shows. Return references to those in the text, and to that at the head."""
        found, main = [], None
        for shown in shown_images(self.context.get("request")):
            node = {
                "@type": "ImageObject",
                "@id": self.id(f"image-{shown.image.pk}"),
                "contentUrl": self._root + shown.rendition.url,
                "caption": shown.alt,
            }
            reference = self.add(node)
            if shown.is_main:
                main = main or reference
            elif reference not in found:
                found.append(reference)
        return found, main

    def _specialty(self):
        return self._practice.specialty and f"https://schema.org/{self._practice.specialty}"

    def _phones(self):
        return [item.value["number"] for item in self._practice.phones]

    def _address(self):
        address = {
            "streetAddress": self._practice.street_address,
            "addressLocality": self._practice.city,
            "addressRegion": self._practice.region,
            "postalCode": self._practice.postal_code,
            "addressCountry": self._practice.country,
        }
        return {"@type": "PostalAddress", **address} if self._practice.street_address else None

    def _hours(self, value):
        times = CLOSED
        if value["opens"] is not None:
            times = {name: value[name].strftime("%H:%M") for name in ("opens", "closes")}
        return {"@type": "OpeningHoursSpecification", "dayOfWeek": value.day_names, **times}


def page_graph(page, practice, context):
    """Return the graph of `page` as JSON values. The arguments are those of `Graph`."""
    graph = Graph(page, practice, context)
    for plugin in registry:
        for model, describe in structured_data(plugin).items():
            if isinstance(page, model):
                with plugin.attribute_errors("its structured_data.py cannot be used"):
                    describe(page, graph)
    return graph.as_json()


def _without_empty(value):
    """Return `value` without the keys whose values are empty, at any depth."""
    if isinstance(value, dict):
        return {name: _without_empty(item) for name, item in value.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value
