"""Where the walk over every address finds somebody else's objects. A new address with arguments needs a line here."""

from collections.abc import Callable
from typing import Any

from tests.house.addresses import Address
from tests.proof.world import World

# Room and argument → the key of an object that nobody at home may see.
BY_ARGUMENT: dict[tuple[str, str], Callable[[World], Any]] = {
    ("organisations", "key"): lambda world: world.unit.key,
    ("programmes", "key"): lambda world: world.cohort.key,
    ("programmes", "gathering"): lambda world: world.gathering.key,
    ("programmes", "enrolment"): lambda world: world.enrolment.key,
    ("programmes", "invitation"): lambda world: world.invitation.key,
    ("programmes", "unit"): lambda world: world.unit.key,
    ("programmes", "track"): lambda world: "staff",
    ("programmes", "step"): lambda world: "sted",
    ("programmes", "arrival"): lambda world: world.arrival.key,
    ("programmes", "token"): lambda world: "ingen-har-fatt-denne",
    ("events", "key"): lambda world: world.event.key,
    ("events", "slug"): lambda world: world.event.slug,
    ("events", "signup_key"): lambda world: world.signup.key,
    ("events", "question"): lambda world: world.question.key,
    ("events", "token"): lambda world: "ingen-har-fatt-denne",
    ("drills", "key"): lambda world: world.drill_run.key,
    ("mentoring", "key"): lambda world: world.practice.key,
    ("packages", "key"): lambda world: world.intake.key,
    ("knowledge", "number"): lambda world: 0,
    ("help", "key"): lambda world: world.help_line.key,
    ("voices", "key"): lambda world: world.channel.key,
    ("voices", "roster"): lambda world: world.roster.key,
    ("voices", "picture"): lambda world: world.picture.key,
    ("sealing", "key"): lambda world: world.holder.key,
    ("desk", "key"): lambda world: world.cohort.key,
    ("desk", "track"): lambda world: "staff",
    ("insight", "key"): lambda world: world.unit.key,
    ("website", "key"): lambda world: world.letter.key,
    ("", "pk"): lambda world: world.authenticator.pk,
    # One-time keys of allauth's mails.
    ("", "key"): lambda world: "MQ:1abcde:ingen-har-fatt-denne",
    ("", "uidb36"): lambda world: "zz",
}
# Where an argument means something else in one address.
BY_NAME: dict[str, dict[str, Callable[[World], Any]]] = {
    "organisations:membership_end": {"key": lambda world: world.membership.key},
    "organisations:partnership_end": {"key": lambda world: world.partnership.key},
    "organisations:role_end": {"key": lambda world: world.appointment.key},
    "organisations:staff_import": {"key": lambda world: world.staff_import.key},
    "organisations:staff_import_acceptance": {"key": lambda world: world.staff_import.key},
    "organisations:staff_import_dismissal": {"key": lambda world: world.staff_import.key},
    "programmes:step": {"key": lambda world: world.draft.key},
    "programmes:discard": {"key": lambda world: world.draft.key},
    "programmes:gathering": {"key": lambda world: world.gathering.key},
    "programmes:presence": {"key": lambda world: world.gathering.key},
    "programmes:answers": {"key": lambda world: world.gathering.key},
    "desk:post_again": {"key": lambda world: world.message.key},
    "drills:follow_up": {"key": lambda world: world.follow_up.key},
    "drills:record": {"key": lambda world: world.held_run.key},
    "mentoring:mandate_end": {"key": lambda world: world.mandate.key},
    "sealing:assistance": {"key": lambda world: world.recovery.key},
    "voices:advice": {"key": lambda world: world.advice.key},
    "voices:advice_publication": {"key": lambda world: world.advice.key},
    "voices:alarm_closing": {"key": lambda world: world.escalation.key},
    "voices:alarm_handover": {"key": lambda world: world.escalation.key},
    "voices:alarm_receipt": {"key": lambda world: world.escalation.key},
    "voices:note": {"key": lambda world: world.note.key},
    "voices:note_advice": {"key": lambda world: world.note.key},
    "voices:note_aside": {"key": lambda world: world.note.key},
    "voices:note_danger": {"key": lambda world: world.note.key},
    "voices:note_drawing": {"key": lambda world: world.note.key},
    "voices:thread": {"key": lambda world: world.thread.key},
    "voices:thread_danger": {"key": lambda world: world.thread.key},
    "voices:thread_end": {"key": lambda world: world.thread.key},
    "voices:thread_picture": {"key": lambda world: world.thread.key},
}
# Addresses of what is the same for everybody in the installation: packages, programmes, texts. No key can be foreign.
SHARED = {
    "drills:drill": "a drill of a package",
    "drills:new_run": "a drill of a package; the unit is chosen among one's own",
    "drills:sheet": "a drill of a package, for print",
    "demo:letter": "a mail of the demo, shown to everybody who tries it",
    "help:law": "a section of the law, the same for every editor",
    "help:law_check": "a section of the law, the same for every editor",
    "help:law_withdrawal": "a section of the law, the same for every editor",
    "help:lines": "the help lines of the country",
    "help:spoken": "a help page in a language that the rest of the site has not",
    "help:worker": "what holds for one kind of service",
    "knowledge:article": "a published text",
    "knowledge:audience": "published texts",
    "knowledge:child": "a published text",
    "knowledge:film": "a film of a published text",
    "knowledge:film_captions": "captions of a film of a published text",
    "knowledge:image": "a picture of a published text",
    "knowledge:parent": "a published text",
    "knowledge:theme": "published texts",
    "programmes:arrival": "a gathering: its code hangs on the wall",
    "packages:finish": "a part of a package",
    "packages:kpk": "a release of a package",
    "packages:media": "a film or picture of a package",
    "packages:package": "a package",
    "packages:part": "a part of a package",
    "packages:sheet": "a practice sheet of a package",
    "packages:step": "a step of a part",
    "packages:tool": "a tool of a package",
    "packages:tool_sheet": "a tool of a package, for print",
    "packages:withdrawal": "a release of a package; editors only",
    "programmes:programme": "a programme that is offered to everybody",
    "ui:theme": "a stylesheet of one colour",
    "website:news_item": "news for everybody",
    "website:page": "a page for everybody",
    "voices:code_check_in": "a child's own code, in a language",
    "voices:dialogue_in": "a child's own dialogue, in a language",
    "voices:ending_in": "a child's own dialogue, in a language",
    "voices:entry_in": "where a code from a poster is written, in a language",
    "voices:flow": "a channel: its code hangs on the wall",
    "voices:flow_in": "a channel: its code hangs on the wall",
    "voices:help": "a channel: its code hangs on the wall",
    "voices:reply_in": "where a child's own code is written, in a language",
    "voices:said_and_did_in": "what everybody may read of one service",
    "voices:thanks": "thank you, in a language",
    "voices:truth": "a channel: its code hangs on the wall",
    "voices:truth_in": "a channel: its code hangs on the wall",
}
# Addresses that following links never shows as a page, and why. (The browser walk in journeys/ asks.)
UNSEEN = {
    "drills:phone": "behind a code on the screen, while a run is open",
    "events:count": "figures that the page of the door asks for",
    "events:evaluation": "the token is in a mail alone",
    "events:evaluation_open": "behind a code on the screen, while an evaluation is open",
    "events:moderation_list": "a piece of events:moderation",
    "events:oembed": "for other sites",
    "events:place": "the token is in a mail alone",
    "events:questions_list": "a piece of events:questions",
    "events:recording_captions": "captions, not a page",
    "events:recording_file": "a film, not a page",
    "events:recording_preview": "a film, not a page",
    "events:recording_preview_captions": "captions, not a page",
    "events:stream": "the token is in a mail alone",
    "knowledge:feed": "for news readers",
    "knowledge:film": "a film, not a page",
    "knowledge:film_captions": "captions, not a page",
    "knowledge:image": "a picture, not a page",
    "organisations:set_up": "there is an installation already; test_clean_clone opens it",
    "organisations:staff_import": "after an upload: the coordinator's journey",
    "organisations:staff_import_acceptance": "after an upload: the coordinator's journey",
    "organisations:staff_import_dismissal": "after an upload: the coordinator's journey",
    "outbox:live": "for load balancers",
    "outbox:ready": "for load balancers",
    "packages:finish": "after the last step: the employee's journey",
    "packages:intake": "after an upload: the editor's journey",
    "programmes:arrival": "behind a code on the wall: the journey of the check-in",
    "programmes:invitation": "the token is in a mail alone",
    "website:page": "what editors make themselves; test_pages of the website opens one",
    "website:robots": "for machines",
    "website:security": "for machines",
    "website:sitemap": "for machines",
    "sealing:assistance": "while a colleague asks two holders for help: tests of the room",
    "voices:code_check": "after a cry for help: tests of the room",
    "voices:code_check_in": "after a cry for help: tests of the room",
    "voices:dialogue": "with a child's code: tests of the room",
    "voices:dialogue_in": "with a child's code: tests of the room",
    "voices:ending": "with a child's code: tests of the room",
    "voices:ending_in": "with a child's code: tests of the room",
    "voices:note_drawing": "a picture, not a page",
    "voices:thread_picture": "a picture, not a page",
}


def foreign_arguments(address: Address, world: World) -> dict[str, Any] | None:
    """The arguments that name somebody else's object; None when the address is shared. KeyError: add a line above."""
    if address.full_name in SHARED:
        return None
    room = address.namespaces[0] if address.namespaces else ""
    special = BY_NAME.get(address.full_name, {})
    found = {}
    for argument in address.arguments:
        find = special.get(argument) or BY_ARGUMENT.get((room, argument))
        if find is None:
            raise KeyError(f"tests/proof/objects.py: where is {address.full_name}'s {argument!r} of somebody else's?")
        found[argument] = find(world)
    return found
