"""The import contract that import-linter does not bring: a room is entered by its door."""

import re

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OneDoor(Contract):
    """Modules of one room import from another room nothing but `<house>.<room>.door`.

    Factories, tests and the demo city also use other rooms' factories; migrations name what they need.
    """

    house = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Every direct import between rooms, looked at by name."""
        faults = []
        for importer in sorted(graph.find_descendants(self.house)):
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                if self._is_a_fault(importer, imported):
                    faults.append((importer, imported, self._line(graph, importer, imported)))
        return ContractCheck(kept=not faults, metadata={"faults": faults})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line for each fault."""
        for importer, imported, line in check.metadata["faults"]:
            output.print_error(f"{importer}:{line} imports {imported}", bold=False)
            output.new_line()

    def _is_a_fault(self, importer: str, imported: str) -> bool:
        room = re.match(rf"{re.escape(self.house)}\.(\w+)", importer)
        other = re.match(rf"{re.escape(self.house)}\.(\w+)(?:\.(.+))?$", imported)
        if not room or not other or room[1] == other[1]:
            return False
        if ".migrations." in importer or other[2] == "door":
            return False
        return not (other[2] == "factories" and re.search(r"\.(factories|tests|demo)\b", importer))

    @staticmethod
    def _line(graph: ImportGraph, importer: str, imported: str) -> int:
        details = graph.get_import_details(importer=importer, imported=imported)
        return details[0]["line_number"] if details else 0
