"""Our own faces, drawn as mouths and brows: three packs, all in one colour so that no answer looks wrong."""

# By pack: value from 1 upwards, each the paths of mouth and brows on a face of 48 by 48.
FACES = {
    "three": ["M15 34c4-4 14-4 18 0", "M15 32h18", "M13 28c4 9 18 9 22 0"],
    "five": [
        "M15 36c3-7 15-7 18 0M12 17l6-3M36 17l-6-3",
        "M15 34c4-5 14-5 18 0",
        "M15 32h18",
        "M15 30c4 5 14 5 18 0",
        "M13 28c4 9 18 9 22 0",
    ],
    "happy": [
        "M17 32c4 1.5 10 1.5 14 0",
        "M16 31c4 3.5 12 3.5 16 0",
        "M15 30c4 6 14 6 18 0",
        "M13 28c4 9 18 9 22 0",
        "M12 27h24c-1 15-23 15-24 0M13 15c1-2 4-3 6-2M35 15c-1-2-4-3-6-2",
    ],
}


def face(pack: str, value: int) -> str:
    """The drawing of one value of a pack; empty where there is no face."""
    return FACES[pack][value - 1] if pack in FACES else ""
