"""What the worker does for this room: make reports that were asked for."""

from django.tasks import task

from tryggby.insight.models import EffectReport


@task()
def make_report(number: int) -> None:
    """Make the files of a report; may run again."""
    from tryggby.insight.actions.report import build_report

    report = EffectReport.objects.under_way().select_related("organisation").filter(pk=number).first()
    if report:
        build_report(report=report)
