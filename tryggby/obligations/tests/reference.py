"""The same rules told slowly and plainly, a day at a time: what the quick reckoning is held against."""

import datetime as dt

DAY = dt.timedelta(days=1)
AHEAD = 4000


def days_of(first, last):
    while first <= last:
        yield first
        first += DAY


def holds(period, day):
    return period[0] <= day and (period[1] is None or day <= period[1])


def inside(terms, facts, day):
    here = [place for place in facts.places if place.fits and holds((place.since, place.until), day)]
    return bool(here) and sum(place.share for place in here) >= terms.min_share


def stays(terms, facts, on):
    """Lists of (first day, last day or None), day by day; 30 days away or fewer is the same stay."""
    starts = [place.since for place in facts.places if place.fits]
    ends = [place.until for place in facts.places if place.fits and place.until]
    horizon = max([on, *starts, *ends]) + 60 * DAY
    found, away = [], None
    for day in days_of(min(starts), horizon):
        if inside(terms, facts, day):
            if found and (away or 0) <= 30:
                found[-1][1] = day
            else:
                found.append([day, day])
            away = None
        elif found:
            away = (away or 0) + 1
    return [(first, None if last == horizon else last) for first, last in found]


def wanted(courses, day):
    majors = {}
    for course in courses:
        for since, major in course.majors:
            if since <= day:
                majors[course.package] = major
    return majors


def is_finished(courses, majors, facts, since, day):
    for course in courses:
        if course.package not in majors:
            continue
        major = majors[course.package]
        done = facts.finished.get((course.package, major), {})

        def has(part, done=done):
            return any((since is None or since <= when) and when <= day for when in done.get(part, ()))

        if not any(all(has(part) for part in parts) for parts in course.sets.get(major, ())):
            return False
    return True


def count_down(opens, days, facts):
    """The first day that is not paused after so many days that were not."""
    pauses = [*facts.leaves, *facts.waivers]
    gone = 0
    for day in days_of(opens, opens + AHEAD * DAY):
        if any(holds(pause, day) for pause in pauses):
            continue
        if gone == days:
            return day
        gone += 1
    return None


def months(day, count):
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    wanted_day = day.day
    while True:
        try:
            return dt.date(year, month + 1, wanted_day)
        except ValueError:
            wanted_day -= 1


def told(terms, courses, facts, on):
    """[(opens, due, done, valid until, asked, state)] of each cycle, oldest first."""
    rows = []
    if not any(place.fits for place in facts.places) or terms.since > on:
        return rows
    first_release = min((day for course in courses for day, _ in course.majors), default=None)
    if first_release is None:
        return rows
    for first, last in stays(terms, facts, on):
        if terms.started_after and first <= terms.started_after:
            continue
        begin = max(first, terms.since, first_release)
        if terms.widened_on and (facts.first_asked is None or facts.first_asked >= terms.widened_on):
            begin = max(begin, terms.widened_on)
        end = min((day for day in (last, terms.until) if day), default=None)
        rows += one_stay(terms, courses, facts, begin, end, on)
    return rows


def one_stay(terms, courses, facts, begin, end, on):
    rows = []
    stop = on if end is None else min(on, end)
    if begin > stop:
        return rows
    row = None
    for day in days_of(begin, stop):
        if row is None:
            row = opened(terms, facts, day, "first", None, None)
            rows.append(row)
        elif row["done"] is not None:
            new = wanted(courses, day) != wanted(courses, day - DAY) and day > row["opens"]
            fresh = row["valid"] and day >= max(
                row["valid"] - terms.window_days * DAY, row["done"] + DAY, row["opens"] + DAY
            )
            if new:
                row = opened(terms, facts, day, "release", None, row["valid"])
                rows.append(row)
            elif fresh:
                row = opened(terms, facts, day, "refresher", day, row["valid"])
                rows.append(row)
        elif wanted(courses, day) != row["majors"]:
            look(terms, courses, facts, row, day)
            if row["done"] is None and row["due"] is not None and day <= row["due"]:
                longer = count_down(day, terms.due_days, facts)
                row["due"] = None if longer is None else max(row["due"], longer)
        if row["done"] is None:
            row["majors"] = wanted(courses, day)
            look(terms, courses, facts, row, day)
        # A release on the very day something was finished asks again that day.
        while row["done"] is not None and row["seen"] != wanted(courses, day) and day > row["opens"]:
            row = opened(terms, facts, day, "release", None, row["valid"])
            rows.append(row)
            row["majors"] = wanted(courses, day)
            look(terms, courses, facts, row, day)
    return rows


def opened(terms, facts, day, asked, since, covered):
    """A cycle that opens today."""
    days = terms.window_days if asked == "refresher" else terms.due_days
    due = count_down(day, days, facts)
    if asked == "refresher" and due is not None and covered:
        due = max(due, covered)
    if since is None and terms.valid_months:
        since = months(day, -terms.valid_months)
    return {
        "opens": day,
        "due": due,
        "done": None,
        "valid": None,
        "asked": asked,
        "since": since,
        "majors": None,
        "seen": None,
    }


def look(terms, courses, facts, row, day):
    """Is it finished by this day, by what was wanted?"""
    majors = row["majors"]
    if majors is None or not is_finished(courses, majors, facts, row["since"], day):
        return
    earliest = day
    while earliest - DAY >= dt.date(2019, 1, 1) and is_finished(courses, majors, facts, row["since"], earliest - DAY):
        earliest -= DAY
    row["done"], row["seen"] = earliest, majors
    if terms.valid_months:
        row["valid"] = months(earliest, terms.valid_months)
