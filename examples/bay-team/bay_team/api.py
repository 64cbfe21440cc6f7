from cms.plugins.api import ModelAPIViewSet

from .models import Specialty


class SpecialtiesAPIViewSet(ModelAPIViewSet):
    model = Specialty


endpoints = {"specialties": SpecialtiesAPIViewSet}
