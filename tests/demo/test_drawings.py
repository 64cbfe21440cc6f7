import pytest
from PIL import ImageChops

from demo import drawings


@pytest.mark.parametrize("form", drawings.FORMS)
def test_each_form_can_be_drawn_and_has_words_for_those_who_cannot_see_it(form):
    image = drawings.draw(form, size=(60, 40))

    assert image.size == (60, 40)
    assert len(image.getcolors(60 * 40)) > 2
    assert drawings.FORMS[form]


def test_the_same_seed_draws_the_same_picture():
    assert drawings.jpeg("fern", seed=2, size=(60, 40)) == drawings.jpeg("fern", seed=2, size=(60, 40))
    assert drawings.jpeg("fern", seed=2, size=(60, 40)) != drawings.jpeg("fern", seed=3, size=(60, 40))


@pytest.mark.parametrize("form", sorted(f.removesuffix("_before") for f in drawings.FORMS if f.endswith("_before")))
def test_the_pictures_of_a_pair_show_one_thing_from_one_place(form):
    before, after = (drawings.draw(f"{form}_{state}", seed=4, size=(60, 40)) for state in ("before", "after"))

    untouched = ImageChops.difference(before, after).convert("L").histogram()[0] / (60 * 40)
    assert 0.3 < untouched < 0.99


def test_an_unknown_form_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="fern"):
        drawings.draw("person")
