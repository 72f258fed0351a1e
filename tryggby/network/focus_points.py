"""The six focus points a new network begins with, in our words; a network's own rows may say it differently."""

FOCUS_POINTS = (
    ("Et felles syn på barnet", "Tjenestene har vedtatt hva de mener om barn og hvordan de møter dem."),
    ("Trygg deling", "Det et barn har fortalt, går videre på en måte barnet er trygg på."),
    ("Trygghetsperson", "Barn blir spurt om de vil ha med seg noen til samtaler og møter."),
    ("Bak uttrykket", "Vi ser etter det som ligger bak smerteuttrykk og diagnoser."),
    ("Råd fra barn", "Alle tjenester spør barn hvordan det er å være der, og bruker rådene."),
    ("Samarbeid når barn har opplevd vold", "Vi har rutiner for hvordan fagfolk arbeider sammen med barnet."),
)
