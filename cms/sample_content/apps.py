from django.apps import AppConfig


class SampleContentConfig(AppConfig):
    name = "cms.sample_content"
    label = "cms_sample_content"
    verbose_name = "Sample content"
