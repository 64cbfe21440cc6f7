import pytest

from cms.sample_content import pictures


@pytest.mark.parametrize("form", pictures.FORMS)
def test_each_form_can_be_drawn_and_has_words_for_those_who_cannot_see_it(form):
    image = pictures.draw(form, size=(60, 40))

    assert image.size == (60, 40)
    assert len(image.getcolors(60 * 40)) > 2
    assert pictures.FORMS[form]


def test_the_same_seed_draws_the_same_picture():
    assert pictures.jpeg("fern", seed=2, size=(60, 40)) == pictures.jpeg("fern", seed=2, size=(60, 40))
    assert pictures.jpeg("fern", seed=2, size=(60, 40)) != pictures.jpeg("fern", seed=3, size=(60, 40))


def test_an_unknown_form_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="fern"):
        pictures.draw("person")
