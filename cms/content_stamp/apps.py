from django.apps import AppConfig
from django.db import connections
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class ContentStampConfig(AppConfig):
    name = "cms.content_stamp"
    label = "cms_content_stamp"
    verbose_name = _("Content stamp")

    def ready(self):
        from cms.content_stamp.writes import watch_connection

        connection_created.connect(watch_connection)
        for connection in connections.all(initialized_only=True):
            watch_connection(connection=connection)
