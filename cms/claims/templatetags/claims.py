from django import template

from cms.claims.models import count_in_words

register = template.Library()
register.filter("count_in_words", count_in_words)
