"""A helper for the forms that visitors send."""

import json
import time

from django.core.signing import b64_decode

from cms.forms.pages import MIN_FILL_SECONDS, RENDERED_AT


def wait_until_a_person_has_typed(page):
    """Wait until the form on `page` is `MIN_FILL_SECONDS` old. The server refuses what is sent earlier."""
    signed = page.locator(f"[name={RENDERED_AT}]").input_value()
    opened, _wording = json.loads(b64_decode(signed.partition(":")[0].encode()))
    page.wait_for_timeout(max(0, opened + MIN_FILL_SECONDS - time.time()) * 1000 + 1)
