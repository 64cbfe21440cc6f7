"""Tasks for tests. Their effects are names of collections, which each process sees."""

import time

from wagtail.models import Collection

from cms.tasks.declaration import task


@task(verbose_name="Rename a collection")
def rename(collection_id):
    Collection.objects.filter(pk=collection_id).update(name="done")


@task(verbose_name="Rename a collection slowly")
def rename_slowly(collection_id):
    time.sleep(0.2)
    Collection.objects.filter(pk=collection_id).update(name="done")


@task(verbose_name="Hold a collection", max_attempts=3)
def hold(collection_id):
    """Rename the collection to “begun”, wait for another name, and rename it to “done”."""
    collections = Collection.objects.filter(pk=collection_id)
    collections.filter(name="new").update(name="begun")
    while collections.filter(name="begun").exists():
        time.sleep(0.05)
    collections.update(name="done")


@task(verbose_name="Fail", max_attempts=3)
def fail(collection_id):
    raise RuntimeError(f"Anna Example, collection {collection_id}")
