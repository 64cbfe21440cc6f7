from django.db import migrations, models

import cms.content_stamp.models


class Migration(migrations.Migration):
    """The first of all migrations, so that the writes of the others move the stamp."""

    initial = True

    run_before = [("contenttypes", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ContentChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.IntegerField(
                        default=cms.content_stamp.models.random_token, editable=False, verbose_name="token"
                    ),
                ),
            ],
            options={
                "verbose_name": "content change",
                "verbose_name_plural": "content changes",
                "default_permissions": (),
            },
        ),
    ]
