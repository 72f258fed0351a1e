"""What has been seen of a city's tables, so that nothing hidden is opened by leaving a table out once."""

from tryggby.network.contents import COMPARED, scope_of
from tryggby.network.models import City, SeenTable


def remembered(city: City) -> list[dict]:
    """The last that was seen of each of the city's tables, in whichever release and under whichever key."""
    return list(SeenTable.objects.filter(city=city).values_list("table", flat=True))


def remember(city: City, tables: list[dict]) -> None:
    """These are the last seen from now on; those of other questions and periods stay."""
    rows = [
        SeenTable(
            city=city,
            scope=scope_of(table),
            since=table["since"],
            table={name: table[name] for name in COMPARED},
        )
        for table in tables
    ]
    SeenTable.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["city", "scope", "since"], update_fields=["table"]
    )
