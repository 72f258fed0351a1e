"""What acts on cohorts, gatherings and people are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "accept_invitation": _("Takket ja til en invitasjon"),
    "answer_goals": _("Svarte på læringsmål"),
    "cancel_cohort": _("Avlyste et kull"),
    "cancel_gathering": _("Avlyste en samling"),
    "check_commitments": _("Krysset av i avtalen"),
    "check_in": _("Registrerte oppmøte"),
    "close_cohort": _("Avsluttet et kull"),
    "decline_invitation": _("Takket nei til en invitasjon"),
    "discard_draft": _("Slettet et utkast"),
    "end_enrolment": _("Tok noen ut av et kull"),
    "enrol": _("Meldte på kolleger"),
    "hold_gathering": _("Merket en samling som holdt"),
    "invite": _("Inviterte på e-post"),
    "load_programme": _("La inn et program"),
    "load_school_holidays": _("La inn skoleferier"),
    "move_gathering": _("Flyttet en samling"),
    "publish_cohort": _("Publiserte et kull"),
    "record_attendance": _("Førte oppmøte"),
    "record_goal_counts": _("Førte svar på læringsmål"),
    "record_headcount": _("Talte oppmøte uten navn"),
    "remind_invited": _("Sendte en invitasjon på nytt"),
    "start_cohort": _("Startet et kull"),
    "start_draft": _("Begynte på et kull"),
    "take_back": _("Trakk tilbake plasser"),
}
