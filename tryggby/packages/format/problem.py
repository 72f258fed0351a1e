"""What is wrong with a package, where, in words that are the same on the command line and on the page."""

from collections.abc import Iterable
from dataclasses import dataclass

ERROR = "feil"
WARNING = "advarsel"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. `line` is 0 when it is about the whole file; only an error stops an import."""

    file: str
    line: int
    level: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.level}: {self.message}"

    @property
    def is_error(self) -> bool:
        """True when the package cannot be taken in until this is mended."""
        return self.level == ERROR


def error(file: str, line: int, message: str) -> Problem:
    """A problem that stops an import."""
    return Problem(file, line, ERROR, message)


def warning(file: str, line: int, message: str) -> Problem:
    """A problem that a person should look at."""
    return Problem(file, line, WARNING, message)


def has_errors(problems: Iterable[Problem]) -> bool:
    """True when any of them stops an import."""
    return any(problem.is_error for problem in problems)
