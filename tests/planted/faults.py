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
]
