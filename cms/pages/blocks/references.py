"""Chooser blocks whose values are lazy references: model and key of the chosen object."""

from django.core.exceptions import ObjectDoesNotExist

from cms.loader import load_visible


class Reference:
    """Lazy reference to the object that a block chose. The row is fetched when an attribute is first read.

    A StreamField value is the same for every reader; `cms.loader` decides by the key whether the object may be shown.
    A reference behaves like an instance of the model, also for `isinstance`. It is true even if the object was
    deleted; `stored` is None then.
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
    """Mixin for chooser blocks: values are references, so that reading them needs no query."""

    def to_python(self, value):
        return None if value is None else Reference(self.model_class, value)

    def bulk_to_python(self, values):
        batch = {}
        return [None if value is None else Reference(self.model_class, value, batch) for value in values]

    def get_api_representation(self, value, context=None) -> int | None:
        """Return the id, or None if the object is not public. Override it to return more."""
        chosen = load_visible(value)
        return chosen and chosen.pk

    def get_form_state(self, value):
        return super().get_form_state(stored_object(value))

    def clean(self, value):
        return super().clean(stored_object(value))


def stored_object(value):
    """Return the object of `value`, the value of a chooser block, or None if it was deleted."""
    return value.stored if isinstance(value, Reference) else value
