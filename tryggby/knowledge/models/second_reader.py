"""The step between writing and publishing: another editor reads."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, Task, TaskState

from tryggby.knowledge.access import is_editor


class SecondReader(Task):
    """A task in the editors' workflow: anybody who is editor, except whoever wrote the revision, may say yes."""

    class Meta:
        verbose_name = _("gjennomlesing")
        verbose_name_plural = _("gjennomlesinger")

    def start(self, workflow_state, user=None):
        """Sent in: the other editors are told that it waits."""
        from tryggby.knowledge.mails import ask_readers

        state = super().start(workflow_state, user=user)
        ask_readers(state=state, page=state.revision.as_object(), writer=state.revision.user)
        return state

    def get_actions(self, obj, user):
        """Reading and saying yes or no; the writer may only wait."""
        if not is_editor(user) or wrote(obj.latest_revision, user):
            return []
        return [
            ("reject", _("Be om endringer"), True),
            ("approve", _("Godkjenn og publiser"), False),
            ("approve", _("Godkjenn med kommentar"), True),
        ]

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Note the reading before the workflow goes on to publish. What is read is what was saved last, also when that
        was after it was sent in."""
        newest = task_state.workflow_state.content_object.get_latest_revision()
        if newest != task_state.revision and not wrote(newest, user):
            task_state.revision = newest
            task_state.save(update_fields=["revision"])
        if action_name in {"approve", "reject"} and (not is_editor(user) or wrote(task_state.revision, user)):
            raise PermissionDenied
        if action_name == "approve":
            from tryggby.knowledge.release import approve_text

            approve_text(by=user, revision=task_state.revision)
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """What waits for this reader."""
        if not is_editor(user):
            return TaskState.objects.none()
        same = Revision.objects.filter(
            object_id=OuterRef("revision__object_id"), base_content_type=OuterRef("revision__base_content_type")
        )
        writer = Subquery(same.order_by("-created_at", "-pk").values("user")[:1])
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.annotate(writer=writer).exclude(writer=user.pk)

    @classmethod
    def get_description(cls):
        """What the editors' place says about it."""
        return str(_("En annen redaktør enn den som skrev, leser teksten og sier ja eller ber om endringer."))


def wrote(revision, user) -> bool:
    """True when the revision is the person's own."""
    return revision is None or revision.user_id == user.pk
