import json

import pytest

from demo.builder import CONTENT, SampleSite


@pytest.fixture
def sample():
    return SampleSite(None, log=print)


def test_a_block_of_a_data_file_and_a_pair_give_the_same_stream(sample):
    heading = {"text": "What we do", "level": "h2"}

    stream = sample.stream([("heading", heading), {"heading": heading}])

    assert json.loads(stream) == [{"type": "heading", "value": heading}] * 2


def test_a_data_file_is_read_by_its_name_or_its_absolute_path(sample, tmp_path):
    path = tmp_path / "team.toml"
    path.write_text('name = "Sample team"\n')

    assert sample.read(path) == {"name": "Sample team"}
    assert sample.read("menus.toml") == sample.read(CONTENT / "menus.toml")
