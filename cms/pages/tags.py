"""Tags on pages of every content type, in one table."""

from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.models import Page


class PageTagsManager(ClusterTaggableManager):
    """A tag manager whose through model points at `Page`, for use on the models that inherit from it.

    taggit assumes that the through model points at the model that declares the manager, and would join a column that
    the inheriting table does not have. This manager joins by way of the parent.
    """

    def get_path_info(self, filtered_relation=None):
        path = super().get_path_info(filtered_relation=filtered_relation)
        return [*self.model._meta.get_path_to_parent(Page), *path]

    def get_reverse_path_info(self, filtered_relation=None):
        path = super().get_reverse_path_info(filtered_relation=filtered_relation)
        return [*path, *self.model._meta.get_path_from_parent(Page)]
