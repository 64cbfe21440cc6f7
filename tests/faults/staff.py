"""What staff does in the admin, over HTTP. Each action returns whether the server said that it is done."""

import io
import re

import requests
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.cms.page_forms import EMPTY_STANDARD_PAGE

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')

PROBLEM = re.compile(r"(The file could not be stored[^<]*)")


class Staff:
    """A member of staff who is logged in. `name` is that of an account, which is made if there is none."""

    def __init__(self, port, name):
        user = User.objects.filter(username=name).first() or User.objects.create_superuser(name)
        login = Client()
        login.force_login(user)
        self.url = f"http://localhost:{port}"
        self._http = requests.Session()
        self.session = login.cookies["sessionid"].value
        self._http.cookies.set("sessionid", self.session)
        self._http.headers["Origin"] = self.url

    def on_response(self, function):
        """Call `function` with each response."""
        self._http.hooks["response"].append(function)

    def get(self, name, *arguments):
        return self._http.get(self.url + reverse(name, args=arguments), timeout=60)

    def post(self, name, *arguments, data, files=None):
        """Send a form. Return the response, or None if the connection was broken off."""
        try:
            token = TOKEN.search(self.get("wagtailadmin_account").text)
            data = {"csrfmiddlewaretoken": token[1] if token else ""} | data
            url = self.url + reverse(name, args=arguments)
            return self._http.post(url, data, files=files, allow_redirects=False, timeout=60)
        except requests.RequestException:
            return None

    def save(self, page, title, publish=False):
        """Save a draft of the standard page `page`, or publish it."""
        form = EMPTY_STANDARD_PAGE | {
            "title": title,
            "slug": page.slug,
            "summary": title,
            "body": streamfield([("text", rich_text(f"<p>{title}</p>"))]),
        }
        data = nested_form_data(form) | ({"action-publish": "action-publish"} if publish else {})
        return is_done(self.post("wagtailadmin_pages:edit", page.pk, data=data))

    def upload(self, title):
        """Upload an image."""
        return is_done(self._upload(title))

    def upload_problem(self, title):
        """Upload an image, and return the message that says why it was not stored, or None."""
        response = self._upload(title)
        if response is not None and response.status_code == 302:
            response = self._http.get(response.url, timeout=60)
        return response is not None and (found := PROBLEM.search(response.text)) and found[1].strip()

    def _upload(self, title):
        file = io.BytesIO()
        Image.effect_noise((900, 600), 40).convert("RGB").save(file, "JPEG")
        file.seek(0)
        data = {"title": title, "description": "A leaf", "collection": "1", "tags": ""}
        return self.post("wagtailimages:add", data=data, files={"file": ("leaf.jpg", file, "image/jpeg")})

    def withdraw(self, consent):
        url_name = type(consent).snippet_viewset.get_url_name("withdraw")
        return is_done(self.post(url_name, consent.pk, data={"reason": "The patient asked for it."}))


def is_done(response):
    """Return whether a form was accepted: the server leads on to another page."""
    return response is not None and response.status_code == 302
