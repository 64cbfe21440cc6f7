from cms.health.running import current_results
from cms.metrics.registry import gauge


@gauge("cms_health_check_ok", "Whether a check of /readyz says that all is well: 1 or 0.", "check")
def health_check_ok():
    return {check.name: int(result.is_well) for check, result in current_results().items()}
