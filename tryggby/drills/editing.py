"""What an editor looks after: drills not signed, law and numbers not checked, what the validator says."""

from itertools import groupby

from tryggby.packages.door import Problem, Release, current_drills, release_problems


def editor_page() -> dict:
    """The drills of each release in use, with problems of their files."""
    groups = []
    for release, drills in groupby(current_drills(), key=lambda drill: drill.release):
        rows = list(drills)
        groups.append({"release": release, "drills": rows, "problems": _problems(release), "unsure": _unsure(rows)})
    return {"groups": groups}


def _problems(release: Release) -> list[Problem]:
    return [problem for problem in release_problems(release) if problem.file.startswith("drills/")]


def _unsure(drills) -> list[dict]:
    """Law and lines whose wording or number nobody has verified, each once with the drills that use it."""
    found: dict[str, dict] = {}
    for drill in drills:
        rows = [(row["key"], row["name"], row["sure"]) for row in drill.body["law"]]
        rows += [(key, row["name"], row["sure"]) for key, row in drill.body["phones"].items()]
        for key, name, sure in rows:
            if sure != "sure":
                found.setdefault(key, {"key": key, "name": name, "used": []})["used"].append(drill.title)
    return sorted(found.values(), key=lambda row: row["key"])
