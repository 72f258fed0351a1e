"""What the page about the API says of each operation and each parameter, in the reader's language."""

from django.utils.translation import gettext_lazy as _

OPERATIONS = {
    "events": (_("Arrangementer"), _("Kunngjorte arrangementer som er åpne for flere enn organisasjonens egne.")),
    "articles": (_("Artikler"), _("Publiserte tekster, uten selve teksten.")),
    "article": (_("Én artikkel"), _("Teksten som HTML, med kilder og hva vi ikke vet.")),
    "packages": (_("Kompetansepakker"), _("Pakkene som er i bruk, med deler og lisens.")),
    "help_lines": (
        _("Hjelpetilbud"),
        _("Hvem som hjelper, med kilde og når noen sist kontrollerte. Spør på nytt minst hver dag."),
    ),
    "figures": (
        _("Tall fra barn og unge"),
        _("Det kommunen har sluppet. Ingenting under ti barn, og små tall er skjult."),
    ),
    "units": (_("Enheter"), _("Enhetene i organisasjonen til nøkkelen, også de som er stengt.")),
    "unit": (_("Én enhet"), _("En enhet i organisasjonen til nøkkelen.")),
    "completions": (
        _("Fullført"),
        _("Hvem som har fullført hva, og når, mens de jobbet i organisasjonen. I den rekkefølgen det ble notert."),
    ),
    "completion": (_("Én fullføring"), _("Slås opp med id-en webhooken fortalte om.")),
}
PARAMETERS = {
    "after": _("Hvor du vil lese videre fra: «next» fra forrige svar."),
    "limit": _("Hvor mange du vil ha, høyst 100."),
    "language": _("Språket du vil ha. Finnes det ikke, får du bokmål."),
    "when": _("Det som kommer, det som har vært, eller alt."),
    "since": _("Bare det som er fullført fra dette tidspunktet."),
    "slug": _("Artikkelens navn i adressen."),
    "key": _("Enhetens id."),
    "number": _("Fullføringens id."),
}
ANSWERS = {
    "200": _("Svaret"),
    "304": _("Ingenting er endret siden sist"),
    "401": _("Nøkkelen mangler, er trukket tilbake eller er gått ut"),
    "403": _("Nøkkelen har ikke lov til dette"),
    "404": _("Det finnes ikke her"),
    "422": _("Noe i forespørselen er ikke slik det skal være"),
    "429": _("For mange forespørsler"),
    "503": _("Vi er borte et øyeblikk"),
}
# What the outbox notes when a delivery was not taken.
ERRORS = {
    "demo": _("Demobyen sender ingenting ut av maskinen"),
    "no_secret": _("Hemmeligheten som signerer, mangler på denne maskinen"),
    "not_https": _("Adressen begynner ikke med https://"),
    "private": _("Adressen peker inn i et lukket nett"),
    "slow": _("Svarte ikke i tide"),
    "unreachable": _("Fikk ikke kontakt"),
    "unreadable": _("Adressen kan ikke leses"),
}


def trouble_of(delivery) -> str:
    """Why a delivery was not taken, in words; empty when it was, or has not been tried."""
    if delivery.sent_at or not (delivery.last_error or delivery.last_status):
        return ""
    if delivery.last_error:
        return str(ERRORS.get(delivery.last_error, delivery.last_error))
    return str(_("Svarte med {status}")).format(status=delivery.last_status)
