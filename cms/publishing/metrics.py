from cms.metrics.registry import gauge
from cms.publishing.schedules import number_of_late_schedules


@gauge("cms_schedules_late", "Pages and other objects that were not published at their time.")
def schedules_late():
    return number_of_late_schedules()
