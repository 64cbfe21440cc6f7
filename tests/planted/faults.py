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
TOKENS = ("tests/cms/api/test_tokens.py",)
PREVIEWS = ("tests/cms/api/preview/test_tokens.py", "tests/cms/api/preview/test_preview.py")
PLUGINS = ("tests/cms/content_types", "tests/cms/pages/test_missing_blocks.py")

VISIBILITY = ("tests/cms/test_visibility.py", "tests/cms/images/test_serving.py")

FAULTS = [
    Fault(
        "visibility: a page that has expired is shown until the scheduler runs",
        "cms/visibility.py",
        "Page.objects.filter(live=True, expire_at__lte=NOW)",
        "Page.objects.none()",
        VISIBILITY,
    ),
    Fault(
        "visibility: a visitor who passes one restriction passes all of them",
        "cms/visibility.py",
        "if restriction.accept_request(request)",
        "if True",
        VISIBILITY,
    ),
    Fault(
        "visibility: an image is served whether a public page shows it or not",
        "cms/delivery/images.py",
        "public_images(ContentImage.objects.filter(pk=rendition.image_id), ANYWHERE).exists()",
        "ContentImage.objects.filter(pk=rendition.image_id, shows_patient=False).exists()",
        VISIBILITY,
    ),
    Fault(
        "visibility: an answer that shows a patient may be kept by caches",
        "cms/delivery/middleware.py",
        "if notes.must_revalidate:",
        "if False:",
        VISIBILITY,
    ),
    Fault(
        "storage: a block reads nothing where the object that it chose may not be shown",
        "cms/pages/blocks/choosing.py",
        "Reference(self.model_class, value, batch)",
        '__import__("cms.pages.loading", fromlist="*").get_one(self.model_class, value)',
        VISIBILITY,
    ),
    Fault(
        "consent: a consent is in force a day longer than it should be",
        "cms/consent/rule.py",
        "where(expires_on__gte=day)",
        "where(expires_on__gte=day - timezone.timedelta(days=1))",
        CONSENT,
    ),
    Fault(
        "consent: a withdrawn consent is still in force",
        "cms/consent/rule.py",
        "\n        & where(withdrawn_at__isnull=True)",
        "",
        CONSENT,
    ),
    Fault(
        "consent: a consent of any coverage is enough",
        "cms/consent/rule.py",
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
        "cms/consent/publishing.py",
        '("live", "live_revision_id", "consent_id")',
        '("live", "consent_id")',
        ("tests/cms/consent/test_publishing.py",),
    ),
    Fault(
        "image cleaning: comments of the uploaded file are kept",
        "cms/images/cleaning.py",
        "    image.info = {}",
        "    pass",
        CLEANING,
    ),
    Fault(
        "image cleaning: photographs lie on their side",
        "cms/images/cleaning.py",
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
        "cms/api/models.py",
        "if self.revoked_at:",
        "if False:",
        TOKENS,
    ),
    Fault(
        "tokens: a token is accepted by its prefix alone",
        "cms/api/models.py",
        "if token and secrets.compare_digest(token.secret_hash, _hash(secret)) else None",
        "if token else None",
        TOKENS,
    ),
    Fault(
        "tokens: the limit of requests is not kept",
        "cms/pages/rate_limit.py",
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
        "cms/pages/blocks/keeping.py",
        "return _together(super().get_prep_value(), stored)",
        "return super().get_prep_value()",
        PLUGINS,
    ),
    Fault(
        "plugins: a content type that cannot be imported stops the site",
        "cms/content_types/discovery.py",
        "except (Exception, SystemExit) as error:",
        "except KeyError as error:",
        PLUGINS,
    ),
    Fault(
        "plugins: a closed content type is open",
        "cms/content_types/discovery.py",
        "State.CLOSED if name in closed else State.ENABLED",
        "State.ENABLED",
        PLUGINS,
    ),
]
