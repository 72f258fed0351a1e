"""Units become places: which are workplaces, and where an organisation has no districts."""

from tryggby.insight.tree import DISTRICT, SERVICE, UNIT, WORKPLACE, UnitFact, nodes

BARNEHAGE, SKOLE = 1, 2
NAMES = ({1: "Solvik"}, {5: "Nord", 6: "Sør"}, {BARNEHAGE: "Barnehage", SKOLE: "Skole"})


def fact(number, name, *, district=5, service=BARNEHAGE, parent=None):
    return UnitFact(number, 1, district, service, parent, name)


def shape(found):
    return [(node.level, node.name, node.is_leaf) for node in found if node.level >= DISTRICT]


def test_a_unit_alone_is_a_workplace_that_holds_people():
    assert shape(nodes([fact(1, "Furulia")], *NAMES)) == [
        (DISTRICT, "Nord", False),
        (SERVICE, "Barnehage", False),
        (WORKPLACE, "Furulia", True),
    ]


def test_units_below_it_are_summed_in_their_workplace():
    found = nodes([fact(1, "Furulia"), fact(2, "Base Rev", parent=1), fact(3, "Base Gaupe", parent=2)], *NAMES)
    leaves = [node for node in found if node.is_leaf]
    assert [(node.level, node.name) for node in leaves] == [(UNIT, "Base Gaupe"), (UNIT, "Base Rev"), (UNIT, "Furulia")]
    assert {node.above for node in leaves} == {(1, WORKPLACE, 5, BARNEHAGE, 1)}


def test_a_department_over_two_services_is_a_workplace_of_its_own():
    units = [fact(1, "Oppvekst"), fact(2, "Furulia", parent=1), fact(3, "Solvik skole", service=SKOLE, parent=1)]
    found = [node for node in nodes(units, *NAMES) if node.level == WORKPLACE]
    assert [(node.name, node.is_leaf) for node in found] == [
        ("Furulia", True),
        ("Oppvekst", True),
        ("Solvik skole", True),
    ]


def test_without_districts_services_stand_right_below():
    found = nodes([fact(1, "Furulia", district=None)], *NAMES)
    assert [node.level for node in found] == [0, SERVICE, WORKPLACE]


def test_a_circle_in_the_tree_loses_no_unit():
    found = nodes([fact(1, "A", parent=2), fact(2, "B", parent=1)], *NAMES)
    assert sorted(node.path[4] for node in found if node.is_leaf) == [1, 2]


def test_parents_stand_before_their_children():
    seen = set()
    for node in nodes([fact(n, f"U{n}", parent=n - 1 if n % 3 else None) for n in range(1, 30)], *NAMES):
        assert node.above is None or node.above in seen
        seen.add(node.path)
