"""Shows which translations of the help pages are older than the bokmål, and notes those that have been looked over."""

import yaml
from django.core.management.base import BaseCommand, CommandError

from tryggby.help.speech import FOLDER, SOURCE, flat, made_from, mark, stale_keys, texts_of

NO_LANGUAGE = {SOURCE, "slots", "made_from"}
HEAD = (
    "# Marks of the bokmål texts that each translation was made from; written by bin/manage help_texts --looked-over.\n"
)


class Command(BaseCommand):
    """`help_texts` lists; `help_texts --looked-over se` says that every text in that language fits today's bokmål."""

    help = "List translations of the help pages that are older than the bokmål."

    def add_arguments(self, parser) -> None:
        """The languages that have been looked over."""
        parser.add_argument("--looked-over", nargs="+", metavar="LANGUAGE", default=[])

    def handle(self, *, looked_over: list[str], **options) -> None:
        """Note, then list."""
        languages = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem not in NO_LANGUAGE)
        if unknown := set(looked_over) - set(languages):
            raise CommandError(f"no texts in {', '.join(sorted(unknown))}")
        if looked_over:
            self._note(looked_over)
        for code in languages:
            for key in sorted(stale_keys(code)):
                self.stdout.write(f"{code}: {key}")

    def _note(self, languages: list[str]) -> None:
        source, known = dict(flat(texts_of(SOURCE))), made_from()
        for code in languages:
            known[code] = {key: mark(source[key]) for key, _ in flat(texts_of(code)) if key in source}
        text = yaml.safe_dump(known, sort_keys=True, allow_unicode=True)
        (FOLDER / "made_from.yaml").write_text(HEAD + text, "utf-8")
