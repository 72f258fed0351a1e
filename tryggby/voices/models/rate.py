"""How much came from one place in an hour, without keeping the place."""

from django.db import models


class VoiceSalt(models.Model):
    """A random salt that lives for one hour and is then deleted, so that no mark can be led back to an address."""

    hour = models.DateTimeField(unique=True)
    salt = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H}"


class VoiceMark(models.Model):
    """A count behind a salted hash of where something came from.

    Personal data: none that can be led back once the hour's salt is gone. Deleted after two hours.
    """

    hour = models.ForeignKey(VoiceSalt, on_delete=models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=43)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hour", "mark"], name="voices_mark_once")]

    def __str__(self) -> str:
        return str(self.number)
