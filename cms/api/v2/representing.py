"""How the endpoints of models represent objects: with shared serializers, and with fragments of earlier responses."""

from contextlib import contextmanager
from functools import lru_cache

from django.urls import get_script_prefix
from django.utils.functional import cached_property
from django.utils.translation import get_language
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError, parse_fields_parameter
from wagtail.models import Site

from cms.api.v2.fragments import Fragment, Fragments
from cms.api.v2.rendering import to_json
from cms.api.v2.serializers import is_reference, reusable, use_serializer_context
from cms.context.channels import Channel
from cms.context.request import current_channel, current_context
from cms.images.representation import detail_path, full_url
from cms.visibility import add_dependencies, add_list_dependency, current_audience, visibility_key


class CachedSerializersMixin:
    """Mixin for Wagtail's viewsets that shares serializers between requests, one per selection of fields."""

    fragment_parameters = frozenset()
    """Query parameters that requests may have whose representations are kept as `Fragments`. They change a
    representation by what is in its key, or not at all. It is not inherited, since a subclass may show drafts."""

    @classmethod
    def get_object_detail_urlpath(cls, model, pk, namespace=""):
        return detail_path(namespace, pk) if namespace else super().get_object_detail_urlpath(model, pk)

    def listing_view(self, request):
        queryset = self.get_queryset()
        self.check_query_parameters(queryset)
        objects = self.paginate_queryset(self.filter_queryset(queryset))
        add_list_dependency(self.model)
        return self.get_paginated_response(self.represent(objects))

    def detail_view(self, request, pk):
        return Response(self.represent([self.get_object()])[0])

    def represent(self, objects):
        """Return the representations of `objects`, which have the same type, with the requested fields."""
        if not objects:
            return []
        add_dependencies(objects)
        self._set_last_modified(map(_last_modified, objects))
        with self._loaded(objects) as represent:
            return [represent(instance) for instance in objects]

    def represent_kept(self, fragments, ids, fetch):
        """Return the JSON of the objects with these `ids`. What is not in `fragments` is made, all of it together.

        `fetch(ids)` returns a list of the objects with these ids. `fragments` is the result of `fragments_for`.
        """
        if fragments is None:
            return self.represent(fetch(ids))
        found = fragments.find(ids)
        if missing := [pk for pk in ids if pk not in found]:
            found |= self._make_fragments(fragments, missing, fetch)
        shown = [found[pk] for pk in ids if pk in found]
        for fragment in shown:
            self.request.cache_hints.add(fragment.hints)
        if shown:
            self._set_last_modified(fragment.last_modified for fragment in shown)
        return [fragment.json for fragment in shown]

    @property
    def has_fragments(self):
        """Return whether the response is made of fragments. One with signed URLs is not, since signatures expire."""
        parameters = vars(type(self)).get("fragment_parameters")
        return bool(
            parameters
            and self.generation is not None
            and current_channel() == Channel.APPS
            and not current_audience().can_read_restricted
            and parameters.issuperset(self.request.GET)
        )

    def fragments_for(self, model):
        """Return the `Fragments` of this request for objects of `model`, or None if it has none."""
        if not self.has_fragments:
            return None
        site = Site.find_for_request(self.request)
        variant = (
            self.serializer_for(model),  # one per endpoint, model and selection of fields
            visibility_key(),
            site and (site.root_url, site.root_page.path),
            self.request.GET.get("site"),
            self.request.GET.get("rich_text_format"),
            full_url(self.request, ""),
            get_script_prefix(),
            get_language(),
        )
        return Fragments(self.generation, variant)

    def _make_fragments(self, fragments, ids, fetch):
        """Return a dict by id of new fragments of the objects with these `ids`, which are kept."""
        hints, made = current_context().cache_hints, {}
        # The hints of the shared loading are dropped: each fragment adds the hints of the objects that it shows.
        with hints.record() as whole:
            objects = fetch(ids)
            with self._loaded(objects) as represent:
                for instance in objects:
                    with hints.record() as recorded:
                        add_dependencies([instance])
                        json = to_json(represent(instance))
                    made[instance.pk] = Fragment(json, recorded, _last_modified(instance))
                    whole.add(recorded)
        if whole.private:
            hints.private = True
        else:
            fragments.keep(made)
        return made

    def _set_last_modified(self, dates):
        dates = list(dates)
        self.request.cache_hints.last_modified = max(dates) if all(dates) else None

    @contextmanager
    def _loaded(self, objects):
        """Load what `objects`, which have the same type, refer to. `with` binds a function that represents one."""
        with use_serializer_context(self.get_serializer_context()):
            if objects:
                self.load(objects)
            yield self.serializer_for(type(objects[0])).to_representation if objects else None

    def load(self, objects):
        """Prefetch the objects that `objects`, which have the same type, refer to in the requested fields."""

    def field_names(self, model):
        """Return the names of the requested fields of `model`."""
        return list(self.serializer_for(model).fields)

    def serializer_for(self, model):
        """Return the serializer for the requested fields of `model`. Raises BadRequestError for invalid fields."""
        is_detail = self.action != "listing_view"
        return _serializer(type(self), self.request.wagtailapi_router, model, self.requested_fields, is_detail)

    @cached_property
    def requested_fields(self):
        """Return the parameter `fields`, parsed and in canonical form. Raises BadRequestError for invalid syntax."""
        fields = self.request.GET.get("fields", "")
        try:
            return canonical_fields(parse_fields_parameter(fields)) if fields else ()
        except ValueError as error:
            raise BadRequestError(f"fields error: {error}") from error


def _last_modified(instance):
    return getattr(instance, "last_published_at", None)


def canonical_fields(config):
    """Return `config`, the result of `parse_fields_parameter`, as a sorted tuple without duplicates.

    Equivalent spellings give the same tuple, so that clients cannot fill the serializer cache with them.
    """
    prefix = tuple(config[:1]) if config and config[0][0] in ("*", "_") else ()
    fields = {}
    for name, negated, nested in config[len(prefix) :]:
        previous = fields[name][1] if name in fields else None
        fields[name] = (negated, None if negated else canonical_fields(nested) if nested else previous)
    return (*prefix, *sorted((name, negated, nested) for name, (negated, nested) in fields.items()))


@lru_cache(maxsize=512)
def _serializer(view_class, router, model, config, is_detail):
    own = {*view_class.get_field_serializer_overrides(model)}
    own |= {name for name, _negated, nested in config if nested and is_reference(model, name)}
    selections = {name: nested for name, _negated, nested in config if nested and name in own}
    config = [(name, negated, None if name in own else nested) for name, negated, nested in config]
    serializer = reusable(view_class._get_serializer_class(router, model, config, show_details=is_detail))
    serializer.selections = selections
    return serializer
