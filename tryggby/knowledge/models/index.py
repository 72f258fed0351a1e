"""What search looks in: one document per published text, and its word stems."""

from django.db import models


class SearchDocument(models.Model):
    """A published text as search shows it."""

    kind = models.CharField(max_length=12)
    language = models.CharField(max_length=5)
    number = models.PositiveBigIntegerField(help_text="Row number of the page or the word.")
    original = models.CharField(max_length=40, help_text="The same for every translation.")
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    path = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="knowledge_document_once")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word stem in a document, and how much it counts there."""

    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="words")
    stem = models.CharField(max_length=60)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stem", "document"], name="knowledge_word_once")]

    def __str__(self) -> str:
        return self.stem
