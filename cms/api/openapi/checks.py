"""System checks of the delivery API."""

from django.core.checks import Warning, register


@register
def check_openapi_description(app_configs, **kwargs):
    """Warn about each field, block and endpoint of the API without a schema in the OpenAPI description."""
    from cms.api.openapi.description import describe

    return [
        Warning(problem, hint="The OpenAPI description allows any JSON for it.", id="cms_openapi.W001")
        for problem in describe()[1]
    ]
