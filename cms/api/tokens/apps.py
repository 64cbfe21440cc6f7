from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "cms.api.tokens"
    label = "cms_tokens"
    verbose_name = "API tokens"
    default_auto_field = "django.db.models.BigAutoField"
