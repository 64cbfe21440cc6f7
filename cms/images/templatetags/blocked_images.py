from django import template

from cms.images.blocked import is_hidden

register = template.Library()


@register.simple_tag(takes_context=True)
def is_hidden_image(context, image):
    """Return whether `image` is hidden from the user: see `cms.images.blocked`."""
    return is_hidden(image, context["request"].user)
