"""The check of the cache that all processes share."""

from django.core.cache import cache
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from cms.health.checks import Result, health_check
from cms.health.running import OPERATORS


@health_check("cache", _("Cache"), uses_database=False)
def check_cache():
    value = get_random_string(12)
    cache.set("health", value, 60)
    if cache.get("health") is None:
        return Result.warning(
            _("The cache (Redis) does not answer."),
            effect=_("The site works. Until it does, nobody is stopped who sends forms or requests too often."),
            advice=OPERATORS,
        )
    return Result.well(_("The cache answers."))
