"""The practice of a site."""

from datetime import time

from cms.sites.models import Practice, Specialty
from cms.testing.bodies import stored


def name_practice(site, **values):
    """Give `site` a practice with everything that search engines are told, and return it."""
    values = {
        "name": "The Bay Practice",
        "tagline": "Plain answers",
        "surgeon": "A. Surgeon, MD",
        "specialty": Specialty.PLASTIC_SURGERY,
        "street_address": "1 Bay Street",
        "city": "Manchester",
        "region": "NH",
        "postal_code": "03104",
        "country": "USA",
        "email": "office@example.com",
        "phones": stored([("phone", {"number": "603-555-0100", "reach": ""})]),
        "hours": [
            ("hours", {"first_day": "Monday", "last_day": "Thursday", "opens": time(9), "closes": time(17, 30)}),
            ("hours", {"first_day": "Saturday", "last_day": "Sunday"}),
        ],
        "footer_notices": stored([("notice", "In an emergency, call 911.")]),
    } | values
    return Practice.objects.create(site=site, **values)
