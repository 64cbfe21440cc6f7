"""The faults that `make plant` plants, and the tests that have to find them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One change of one file. `old` occurs exactly once in the file; `new` takes its place."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    """Tests that `make test` runs, as arguments of pytest. One of them has to fail."""


CONSENT = ("tests/cms/consent/test_consent.py", "tests/cms/consent/test_publishing.py", "tests/testimonials")
CLEANING = ("tests/cms/images/test_cleaning.py", "tests/cms/images/test_images.py")
REVIEW = ("tests/cms/review/test_gate.py", "tests/cms/review/test_shown.py", "tests/cms/review/test_signing.py")
TOKENS = ("tests/cms/api/test_tokens.py",)
PREVIEWS = ("tests/cms/api/preview/test_tokens.py", "tests/cms/api/preview/test_preview.py")
PLUGINS = ("tests/cms/plugins", "tests/cms/pages/test_missing_blocks.py")

VISIBILITY = ("tests/cms/test_visibility.py", "tests/cms/images/test_serving.py")

FAULTS = [
    Fault(
        "images: renditions that are ready after a withdrawal are kept",
        "cms/images/making.py",
        " or (consent and consent.withdrawn_at):",
        ":",
        ("tests/cms/images/test_pending_renditions.py",),
    ),
    Fault(
        "visibility: a page that has expired is shown until the scheduler runs",
        "cms/visibility/state.py",
        "Page.objects.filter(live=True, expire_at__lte=NOW)",
        "Page.objects.none()",
        VISIBILITY,
    ),
    Fault(
        "visibility: a visitor who passes one restriction passes all of them",
        "cms/visibility/state.py",
        "if restriction.accept_request(request)",
        "if True",
        VISIBILITY,
    ),
    Fault(
        "visibility: an image is served whether a public page shows it or not",
        "cms/delivery/media/images.py",
        "public_images(ContentImage.objects.filter(pk=rendition.image_id), ANY_CHANNEL).exists()",
        "ContentImage.objects.filter(pk=rendition.image_id, shows_patient=False).exists()",
        VISIBILITY,
    ),
    Fault(
        "visibility: an answer that shows a patient may be kept by caches",
        "cms/context/middleware.py",
        "if hints.must_revalidate:",
        "if False:",
        VISIBILITY,
    ),
    Fault(
        "storage: a block reads nothing where the object that it chose may not be shown",
        "cms/pages/blocks/references.py",
        "Reference(self.model_class, value, batch)",
        '__import__("cms.loader", fromlist="*").load_one(self.model_class, value)',
        VISIBILITY,
    ),
    Fault(
        "consent: a consent is in force a day longer than it should be",
        "cms/consent/policy.py",
        "where(expires_on__gte=day)",
        "where(expires_on__gte=day - timezone.timedelta(days=1))",
        CONSENT,
    ),
    Fault(
        "consent: a withdrawn consent is still in force",
        "cms/consent/policy.py",
        "\n        & where(withdrawn_at__isnull=True)",
        "",
        CONSENT,
    ),
    Fault(
        "consent: a consent of any coverage is enough",
        "cms/consent/policy.py",
        'covered = Q(**{f"consent__covers_{coverage}": True})',
        "covered = Q(consent__isnull=False)",
        CONSENT,
    ),
    Fault(
        "consent: saving an older instance takes the withdrawal back",
        "cms/consent/models.py",
        'for name in fields if name != "withdrawn_at"]',
        "for name in fields]",
        ("tests/cms/consent/test_withdrawal.py", *CONSENT),
    ),
    Fault(
        "consent: the sentence about a missing coverage does not refuse the publishing",
        "cms/consent/models.py",
        'problems.append(("consent", problem))',
        "pass",
        CONSENT,
    ),
    Fault(
        "consent: a new version of a live page is published without asking for a consent",
        "cms/publishing/rules.py",
        '("live", "live_revision_id", "consent_id")',
        '("live", "consent_id")',
        ("tests/cms/consent/test_publishing.py",),
    ),
    Fault(
        "review: content that nobody has signed is published",
        "cms/publishing/rules.py",
        "[*self.publishing_problems(at), *self.approval_problems(at)]",
        "self.publishing_problems(at)",
        REVIEW,
    ),
    Fault(
        "review: a changed row of a published page needs no review",
        "cms/publishing/rules.py",
        "isinstance(instance, PublishingRules) and instance.changes_published_content()",
        "False",
        REVIEW,
    ),
    Fault(
        "review: a new file under the same id is no change of what was signed",
        "cms/review/content.py",
        "return fields | _files(inner, hints.keys)",
        "return fields",
        REVIEW,
    ),
    Fault(
        "review: an earlier decision counts as the last one",
        "cms/review/validity.py",
        '.order_by("pk").values_list(*COLUMNS)',
        '.order_by("-pk").values_list(*COLUMNS)',
        REVIEW,
    ),
    Fault(
        "review: a text that changed while it was read is signed",
        "cms/review/signing.py",
        "if hash_of(clinical_content(version)) != read_hash:",
        "if False:",
        REVIEW,
    ),
    Fault(
        "image cleaning: comments of the uploaded file are kept",
        "cms/images/sanitize.py",
        "    image.info = {}",
        "    pass",
        CLEANING,
    ),
    Fault(
        "image cleaning: photographs lie on their side",
        "cms/images/sanitize.py",
        "if orientation in _TURNS:",
        "if False:",
        CLEANING,
    ),
    Fault(
        "image cleaning: renditions of a replaced file are kept",
        "cms/images/fields.py",
        "image.renditions.all().delete()",
        "pass",
        CLEANING,
    ),
    Fault(
        "image cleaning: the name of the file becomes the title",
        "cms/images/fields.py",
        "image.title = without_file_name(image.title, name)",
        "pass",
        CLEANING,
    ),
    Fault(
        "tokens: a revoked token is accepted",
        "cms/api/tokens/models.py",
        "if self.revoked_at:",
        "if False:",
        TOKENS,
    ),
    Fault(
        "tokens: a token is accepted by its prefix alone",
        "cms/api/tokens/models.py",
        "if token and secrets.compare_digest(token.secret_hash, _hash(secret)) else None",
        "if token else None",
        TOKENS,
    ),
    Fault(
        "tokens: the limit of requests is not kept",
        "cms/forms/rate_limit.py",
        "> int(limit)",
        "> int(limit) + 1",
        ("tests/cms/api/test_http.py", *TOKENS),
    ),
    Fault(
        "previews: a preview token never expires",
        "cms/api/preview/models.py",
        "signer.unsign(token, max_age=max_age())",
        "signer.unsign(token)",
        PREVIEWS,
    ),
    Fault(
        "previews: the token of a deactivated user still shows drafts",
        "cms/api/preview/models.py",
        "filter(pk=pk, user__is_active=True)",
        "filter(pk=pk)",
        PREVIEWS,
    ),
    Fault(
        "plugins: blocks of a content type that is gone are lost when a page is saved",
        "cms/pages/blocks/lossless.py",
        "return _together(super().get_prep_value(), stored)",
        "return super().get_prep_value()",
        PLUGINS,
    ),
    Fault(
        "plugins: a content type that cannot be imported stops the site",
        "cms/plugins/discovery.py",
        "except (Exception, SystemExit) as error:",
        "except KeyError as error:",
        PLUGINS,
    ),
    Fault(
        "plugins: a read-only content type is writable",
        "cms/plugins/discovery.py",
        "State.READ_ONLY if name in read_only else State.ENABLED",
        "State.ENABLED",
        PLUGINS,
    ),
    Fault(
        "accounts: a session is accepted although the second factor was not used in it",
        "cms/accounts/middleware.py",
        "return user if second_factor.was_used(request, user) else AnonymousUser()",
        "return user",
        ("tests/cms/accounts/test_second_factor.py",),
    ),
    Fault(
        "accounts: an account that lacks its second factor is led nowhere",
        "cms/accounts/middleware.py",
        "if not (request.user.is_anonymous and request.lacks_second_factor):",
        "if True:",
        ("tests/cms/accounts/test_second_factor.py",),
    ),
    Fault(
        "accounts: an account that lacks its second factor reads private pages",
        "cms/accounts/middleware.py",
        "request.path.startswith(tuple(map(path_of, SETTING_UP)))",
        'not request.path.startswith(path_of("wagtailadmin_home"))',
        ("tests/cms/accounts/test_second_factor.py",),
    ),
    Fault(
        "accounts: sessions have no end",
        "cms/accounts/middleware.py",
        "if not sessions.keep_alive(request, user):",
        "if sessions.keep_alive(request, user) is None:",
        ("tests/cms/accounts/test_sessions.py",),
    ),
    Fault(
        "accounts: an editor that is left open keeps its session",
        "cms/accounts/sessions.py",
        "and not _is_polled(request)",
        "",
        ("tests/cms/accounts/test_sessions.py",),
    ),
    Fault(
        "accounts: deactivating an account leaves its sessions",
        "cms/accounts/signals.py",
        "not instance.is_active or ",
        "",
        ("tests/cms/accounts/test_sessions.py",),
    ),
    Fault(
        "accounts: a bulk action leaves the sessions of deactivated accounts",
        "cms/accounts/wagtail_hooks.py",
        "sessions.end(StaffSession.objects.filter(user__in=inactive))",
        "pass",
        ("tests/cms/accounts/test_sessions.py",),
    ),
    Fault(
        "accounts: a new password leaves the sessions of an account in the list",
        "cms/accounts/signals.py",
        " or stored not in (None, instance.password)",
        "",
        ("tests/cms/accounts/test_sessions.py",),
    ),
    Fault(
        "accounts: anybody ends the sessions of others",
        "cms/accounts/views.py",
        "get_object_or_404(request.user.staff_sessions, pk=pk)",
        "get_object_or_404(sessions.StaffSession, pk=pk)",
        ("tests/cms/accounts/test_sessions.py",),
    ),
    Fault(
        "accounts: wrong codes are not counted",
        "cms/accounts/signals.py",
        "    lockout.count_failure(request, user)",
        "    pass",
        ("tests/cms/accounts/test_lockout.py",),
    ),
    Fault(
        "accounts: codes are accepted during a lock",
        "cms/accounts/forms.py",
        "        refuse_if_locked(context.request, self.user)\n",
        "",
        ("tests/cms/accounts/test_lockout.py",),
    ),
    Fault(
        "accounts: a lock holds for the account wherever the attempts come from",
        "cms/settings/base.py",
        '[["username", "ip_address"]]',
        '["username"]',
        ("tests/cms/accounts/test_lockout.py",),
    ),
    Fault(
        "accounts: a lock holds for the whole practice",
        "cms/settings/base.py",
        '[["username", "ip_address"]]',
        '["ip_address"]',
        ("tests/cms/accounts/test_lockout.py",),
    ),
    Fault(
        "accounts: Wagtail's own login opens the admin",
        "cms/accounts/urls.py",
        'path("login/", LoginView.as_view(), name="account_login"),',
        'path("login/", __import__("wagtail.admin.views.account", fromlist="*").LoginView.as_view()),',
        ("tests/cms/accounts/test_login.py",),
    ),
    Fault(
        "accounts: the login of private pages is Wagtail's",
        "cms/urls.py",
        'path("_util/login/", LoginView.as_view(), name="wagtailcore_login"),',
        '*(one for one in wagtail_urls.urlpatterns if getattr(one, "name", None) == "wagtailcore_login"),',
        ("tests/cms/accounts/test_login.py",),
    ),
    Fault(
        "accounts: the known device is not asked for",
        "cms/accounts/adapters.py",
        "and not devices.is_known(request, user)",
        "",
        ("tests/cms/accounts/test_devices.py",),
    ),
    Fault(
        "accounts: the cookie of a device may be made up",
        "cms/accounts/devices.py",
        'return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFETIME)',
        "return [1, *range(10_000)]",
        ("tests/cms/accounts/test_devices.py",),
    ),
    Fault(
        "accounts: withdrawing asks for no password",
        "cms/consent/admin/views.py",
        "class WithdrawView(ConsentMixin, RecentlyAuthenticatedMixin, ",
        "class WithdrawView(ConsentMixin, ",
        ("tests/cms/accounts/test_reauthentication.py",),
    ),
    Fault(
        "accounts: making a token asks for no password",
        "cms/api/tokens/views.py",
        "class TokenCreateView(RecentlyAuthenticatedMixin, ",
        "class TokenCreateView(",
        ("tests/cms/accounts/test_reauthentication.py",),
    ),
    Fault(
        "accounts: exporting messages asks for no password",
        "cms/accounts/reauthentication.py",
        'if "export" in request.GET:',
        "if False:",
        ("tests/cms/accounts/test_reauthentication.py",),
    ),
    Fault(
        "accounts: a token writes for a creator who lacks a second factor",
        "cms/api/v3/access.py",
        "if second_factor.is_missing(token.created_by):",
        "if False:",
        ("tests/cms/accounts/test_second_factor.py",),
    ),
    Fault(
        "accounts: the last administrator is demoted",
        "cms/accounts/admin/forms.py",
        "if lost and leaves_no_superuser(self.instance):",
        "if False:",
        ("tests/cms/accounts/test_users.py",),
    ),
    Fault(
        "accounts: a bulk action deactivates the last administrator",
        "cms/accounts/wagtail_hooks.py",
        "    if not leaves_no_superuser(*objects):",
        "    if True:",
        ("tests/cms/accounts/test_users.py",),
    ),
    Fault(
        "accounts: whoever changes users resets the second factor of a superuser",
        "cms/accounts/admin/views.py",
        " and (request.user.is_superuser or not user.is_superuser)",
        "",
        ("tests/cms/accounts/test_users.py",),
    ),
    Fault(
        "accounts: the last second factor can be removed",
        "cms/accounts/adapters.py",
        "return others.exists() or not second_factor.is_required(authenticator.user)",
        "return True",
        ("tests/cms/accounts/test_second_factor.py",),
    ),
    Fault(
        "accounts: passwords from a data breach are accepted",
        "cms/accounts/passwords.py",
        "if settings.BREACHED_PASSWORDS and",
        "if False and",
        ("tests/cms/accounts/test_passwords.py",),
    ),
    Fault(
        "accounts: a former address gets the link of a forgotten password",
        "cms/settings/base.py",
        'ACCOUNT_FORMS = {"reset_password": "cms.accounts.forms.ResetPasswordForm"}',
        "ACCOUNT_FORMS = {}",
        ("tests/cms/accounts/test_login.py",),
    ),
]
