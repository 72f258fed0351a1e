"""A filter for one of thousands of numbers, as one parameter."""

from collections.abc import Iterable

from django.db.models import F, Lookup


class Among(Lookup):
    """The field holds one of the numbers: `rows.filter(Among("unit_id", numbers))`.

    `__in` writes a parameter for each number, and a subquery hides from PostgreSQL how many they are: it then guesses
    two hundred and reads whole tables. One array is written quickly and counted by the planner.
    """

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, field: str, numbers: Iterable[int]) -> None:
        super().__init__(F(field), ",".join(map(str, numbers)))

    def as_postgresql(self, compiler, connection) -> tuple[str, list[object]]:
        """`field = ANY(array)`."""
        field, parameters = self.process_lhs(compiler, connection)
        return f"{field} = ANY(%s::bigint[])", [*parameters, f"{{{self.rhs}}}"]

    def as_sqlite(self, compiler, connection) -> tuple[str, list[object]]:
        """`field IN (what a JSON list holds)`."""
        field, parameters = self.process_lhs(compiler, connection)
        return f"{field} IN (SELECT value FROM json_each(%s))", [*parameters, f"[{self.rhs}]"]  # noqa: S608  Django writes the field
