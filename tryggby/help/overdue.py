"""Records that somebody should have looked at again, for the editors whose records they are."""

from dataclasses import dataclass

from tryggby.help.models import HelpLine, LawSnippet


@dataclass(frozen=True)
class Overdue:
    """What an editor should look at."""

    lines: list[HelpLine]
    laws: list[LawSnippet]

    def __len__(self) -> int:
        """How many."""
        return len(self.lines) + len(self.laws)


def overdue_records(person) -> Overdue:
    """Help lines and sections that the person looks after and that are overdue; two queries."""
    lines = [line for line in HelpLine.objects.visible_to(person).standing().in_order() if line.overdue]
    return Overdue(lines, [law for law in LawSnippet.objects.visible_to(person).standing() if law.overdue])
