"""The login in a browser: a passkey is set up, opens the admin, and fits a phone."""

import json

import pytest

from tests.browser.conftest import RUN_SERVER, _server

pytestmark = pytest.mark.xdist_group("browser")  # one site for them all
PASSWORD = "plum kettle orbit sandal"


@pytest.fixture(scope="module")
def guarded_site(sample_site, shell):
    """Serve the sample content to accounts that need a second factor. Return the address."""
    shell(
        "from django.contrib.auth.models import User\n"
        f"User.objects.create_superuser('ruth', 'ruth@example.com', {PASSWORD!r})"
    )
    with _server(sample_site.data, RUN_SERVER, SECOND_FACTOR="true") as url:
        yield url
    shell("from django.contrib.auth.models import User\nUser.objects.get(username='ruth').delete()")


@pytest.fixture
def page(browser, guarded_site):
    """Yield a page in a browser with a passkey device, which agrees to everything."""
    context = browser.new_context(base_url=guarded_site, viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_passkey_is_set_up_at_the_first_login_and_opens_the_admin_without_a_password(page, shell):
    page.goto("/admin/login/")
    assert fits(page)
    page.get_by_label("Username").fill("ruth")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/second-factor/")
    assert fits(page)

    page.goto("/admin/second-factor/webauthn/add/")
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/admin/second-factor/recovery-codes/")
    assert fits(page)
    page.goto("/admin/second-factor/webauthn/")
    page.get_by_text("My phone").wait_for()
    assert fits(page)

    page.goto("/admin/logout/")
    page.get_by_role("button", name="Sign Out").click()
    page.wait_for_url("**/admin/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/admin/")

    page.goto("/admin/account/#tab-login")
    page.get_by_text("This session").wait_for()
    sessions = "from cms.accounts.models import StaffSession; import json\n"
    sessions += "print(json.dumps(list(StaffSession.objects.filter(user__username='ruth').values_list('address'))))"
    assert json.loads(shell(sessions)) == [["127.0.0.1"]]
