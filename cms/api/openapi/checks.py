"""System checks on the delivery API."""

from django.core.checks import Warning, register


@register
def check_that_all_is_described(app_configs, **kwargs):
    """Every field, block and endpoint of the API has a schema in the OpenAPI description."""
    from cms.api.openapi.description import describe

    return [
        Warning(problem, hint="Until then, the OpenAPI description allows any JSON for it.", id="cms_openapi.W001")
        for problem in describe()[1]
    ]
