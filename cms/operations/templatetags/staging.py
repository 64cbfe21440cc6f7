from django import template
from django.conf import settings

register = template.Library()


@register.inclusion_tag("cms_operations/staging_banner.html")
def staging_banner():
    """Render the banner of a staging copy, or nothing."""
    return {"is_staging": settings.STAGING}
