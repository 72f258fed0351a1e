"""How many wrong codes came from one place this hour, and in this minute from all; the place is kept nowhere."""

from django.db import models

from tryggby.ground.door import SaltHour


class CodePace(models.Model):
    """Wrong tries behind a salted hash of where they came from, and when the next one may be made.

    Personal data: none that can be led back once the hour's salt is gone. Deleted after two hours.
    """

    hour = models.ForeignKey(SaltHour, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=43)
    wrong = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hour", "mark"], name="voices_codepace_once")]

    def __str__(self) -> str:
        return str(self.wrong)
