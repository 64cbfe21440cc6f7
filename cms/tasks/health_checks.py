"""The checks of the queue and the scheduler."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cms.health.checks import Result, health_check
from cms.tasks import state

REPORT = _("See Reports, Background tasks. If it does not go away within an hour, tell the operators of the site.")


@health_check("scheduler", _("Regular jobs"))
def check_scheduler():
    effect = _("Scheduled pages are not published, and new images have no sizes for the site.")
    if not state.worker_is_running():
        return Result.broken(
            _("Nothing is done in the background, such as scheduled publishing, because no worker is running."),
            effect=effect,
            advice=_("Tell the operators of the site: they start it with “manage.py worker”."),
        )
    if late := state.late_jobs():
        return Result.warning(
            _("Late: %(jobs)s.") % {"jobs": ", ".join(job.name for job in late)}, effect=effect, advice=REPORT
        )
    return Result.well(_("A worker is running, and all regular jobs are on time."))


@health_check("queue", _("Background tasks"))
def check_queue():
    if failed := state.number_failed():
        summary = ngettext_lazy("%d background task has failed.", "%d background tasks have failed.", failed) % failed
        effect = _("Something that was to be done is not, such as the sizes of an image or a mail.")
        advice = _("See Reports, Background tasks, and choose “Try again”. If it fails again, tell the operators.")
        return Result.warning(summary, effect=effect, advice=advice)
    if late := state.number_late():
        summary = ngettext_lazy("%d background task is late.", "%d background tasks are late.", late) % late
        return Result.warning(summary, effect=_("New images and changes may be shown late."), advice=REPORT)
    return Result.well(_("No background task has failed or is late."))
