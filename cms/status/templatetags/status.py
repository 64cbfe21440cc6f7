from django import template

from cms.visibility import reason_for, status_in_words

register = template.Library()

register.simple_tag(status_in_words)
register.simple_tag(reason_for, name="hidden_reason")
