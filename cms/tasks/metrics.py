from cms.metrics.registry import gauge
from cms.tasks import state


@gauge("cms_task_queue_age_seconds", "How long the oldest task that waits has been due.")
def queue_age():
    return state.queue_age().total_seconds()


@gauge("cms_tasks", "Background tasks by status: waiting or failed.", "status")
def tasks():
    return {"waiting": state.number_waiting(), "failed": state.number_failed()}


@gauge("cms_jobs_late", "Regular jobs that were not done in their period.")
def jobs_late():
    return len(state.late_jobs())


@gauge("cms_workers", "Workers that were seen within the last minute.")
def workers():
    return state.number_of_workers()
