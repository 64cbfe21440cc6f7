"""Telephone numbers in running text are links that a telephone dials."""

import pytest
from django.utils.safestring import mark_safe

from cms.pages.phones import link_phones
from cms.pages.templatetags.cms_pages import rich_text


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Call 603-669-0290.", "tel:+16036690290"),
        ("(603) 669-0290", "tel:+16036690290"),
        ("603.669.0290", "tel:+16036690290"),
        ("+1 603 669 0290", "tel:+16036690290"),
        ("In an emergency, call 911.", "tel:911"),
    ],
)
def test_a_number_becomes_a_link(text, address):
    assert f'<a href="{address}">' in link_phones(text)


@pytest.mark.parametrize(
    "text",
    [
        "ISBN 978-0-306-40615-7",
        "10.1097/603-669-0290",
        "911 patients",
        "PMID 6036690290",
        "2010-08-11",
        "1603-669-02901",
    ],
)
def test_other_digits_stay_as_they_are(text):
    assert link_phones(text) == text


def test_a_link_and_the_attributes_of_a_tag_are_left_alone():
    html = mark_safe('<p><a href="tel:603-669-0290">603-669-0290</a> <img alt="603-669-0290"></p>')

    assert link_phones(html) == html


def test_plain_text_is_escaped():
    assert link_phones("<b> 603-669-0290") == '&lt;b&gt; <a href="tel:+16036690290">603-669-0290</a>'


def test_the_number_for_emergencies_is_a_setting(settings):
    settings.EMERGENCY_NUMBER = "112"

    assert (
        rich_text("<p>Call 112, not 911: call 911.</p>")
        == '<p>Call <a href="tel:112">112</a>, not 911: call 911.</p>'
    )
