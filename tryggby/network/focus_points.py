"""The six focus points a new network begins with, in our words; a network's own rows may say it differently.

They are kept as they stand here and read in the reader's language.
"""

from django.utils.translation import gettext_noop

FOCUS_POINTS = (
    (
        gettext_noop("Et felles syn på barnet"),
        gettext_noop("Tjenestene har vedtatt hva de mener om barn og hvordan de møter dem."),
    ),
    (
        gettext_noop("Trygg deling"),
        gettext_noop("Det et barn har fortalt, går videre på en måte barnet er trygg på."),
    ),
    (
        gettext_noop("Trygghetsperson"),
        gettext_noop("Barn blir spurt om de vil ha med seg noen til samtaler og møter."),
    ),
    (
        gettext_noop("Bak uttrykket"),
        gettext_noop("Vi ser etter det som ligger bak smerteuttrykk og diagnoser."),
    ),
    (
        gettext_noop("Råd fra barn"),
        gettext_noop("Alle tjenester spør barn hvordan det er å være der, og bruker rådene."),
    ),
    (
        gettext_noop("Samarbeid når barn har opplevd vold"),
        gettext_noop("Vi har rutiner for hvordan fagfolk arbeider sammen med barnet."),
    ),
)
