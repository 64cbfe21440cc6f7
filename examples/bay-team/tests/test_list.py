"""The list of members."""

import pytest

from tests.factories import MemberPageFactory, TeamPageFactory


@pytest.mark.django_db
def test_a_page_of_the_list_that_does_not_exist_is_not_found(site_root, client):
    team = TeamPageFactory(parent=site_root)
    MemberPageFactory(parent=team)

    assert client.get(f"{team.url}?page=1").status_code == 200
    assert [client.get(f"{team.url}?page={number}").status_code for number in ("0", "2", "abc")] == [404] * 3
