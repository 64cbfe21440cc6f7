"""Blocks that choose an object, and read what is stored: the model and the key of that object."""

from django.core.exceptions import ObjectDoesNotExist


class Reference:
    """The object that a block chose, as it is stored. Its row is fetched when an attribute of it is first read.

    A StreamField gives the same value whoever reads it: whether the object may be shown is asked of the loader, by
    its key. To code that expects an object of the model, a reference is one, also to `isinstance`. It is true also
    where the object was deleted: `stored` is None then.
    """

    def __init__(self, model, pk, batch=None):
        batch = {} if batch is None else batch
        self.__dict__.update(_model=model, pk=pk, _batch=batch, _is_fetched=False, _object=None)
        self._batch.setdefault(pk, []).append(self)

    @property
    def __class__(self):
        return self._model

    @property
    def id(self):
        return self.pk

    @property
    def _meta(self):
        return self._model._meta

    @property
    def stored(self):
        """The object, or None where it was deleted. Objects that were chosen together are fetched together."""
        if not self._is_fetched:
            found = self._model._default_manager.in_bulk(self._batch)
            for pk, references in self._batch.items():
                for reference in references:
                    reference.__dict__.update(_is_fetched=True, _object=found.get(pk))
        return self._object

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if self.stored is None:
            raise ObjectDoesNotExist(f"{self._model.__name__} {self.pk} was deleted.")
        return getattr(self.stored, name)

    def __eq__(self, other):
        meta = getattr(other, "_meta", None)
        return bool(meta and meta.concrete_model is self._meta.concrete_model and other.pk == self.pk)

    def __hash__(self):
        return hash(self.pk)

    def __str__(self):
        return str(self.stored)

    def __repr__(self):
        return f"<Reference: {self._model.__name__} {self.pk}>"

    def __reduce__(self):
        return Reference, (self._model, self.pk)


class ReferenceMixin:
    """For a chooser block: its values are references, so that reading them asks nothing of the database."""

    def to_python(self, value):
        return None if value is None else Reference(self.model_class, value)

    def bulk_to_python(self, values):
        batch = {}
        return [None if value is None else Reference(self.model_class, value, batch) for value in values]

    def get_form_state(self, value):
        return super().get_form_state(stored_object(value))

    def clean(self, value):
        return super().clean(stored_object(value))


def stored_object(value):
    """Return the object that `value`, of a chooser block, stands for, or None where it was deleted."""
    return value.stored if isinstance(value, Reference) else value
