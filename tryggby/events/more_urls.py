"""Addresses around the stream and afterwards; taken in by urls.py."""

from django.urls import path

from tryggby.events.views import evaluation, questions, recording, sharing

# Before the addresses with a slug: these words are no slugs.
PUBLIC = [
    path("arrangementer/rss.xml", sharing.rss, name="rss"),
    path("arrangementer/oembed.json", sharing.oembed, name="oembed"),
    path("arrangementer/serie/<slug:key>/", sharing.series, name="series"),
    path("arrangementer/<slug:slug>/innebygd/", sharing.embed, name="embed"),
    path("arrangementer/<slug:slug>/sporsmal/", questions.questions, name="questions"),
    path("arrangementer/<slug:slug>/sporsmal/liste/", questions.questions_list, name="questions_list"),
    path("arrangementer/<slug:slug>/opptak/", recording.recording, name="recording"),
    path("arrangementer/<slug:slug>/opptak/film/", recording.recording_file, name="recording_file"),
    path("arrangementer/<slug:slug>/opptak/tekst.vtt", recording.recording_captions, name="recording_captions"),
    path("arrangementer/<slug:slug>/svar/", evaluation.evaluation_open, name="evaluation_open"),
    path("svar/takk/", evaluation.evaluation_thanks, name="evaluation_thanks"),
    path("svar/<str:token>/", evaluation.evaluation, name="evaluation"),
]
STAFF = [
    path("arrangement/<slug:key>/sporsmal/", questions.moderation, name="moderation"),
    path("arrangement/<slug:key>/sporsmal/liste/", questions.moderation_list, name="moderation_list"),
    path("arrangement/<slug:key>/sporsmal/<slug:question>/", questions.moderation_verb, name="moderation_verb"),
    path("arrangement/<slug:key>/opptak/", recording.recording_desk, name="recording_desk"),
    path("arrangement/<slug:key>/opptak/samtykke/", recording.recording_consent, name="recording_consent"),
    path("arrangement/<slug:key>/opptak/film/", recording.recording_preview, name="recording_preview"),
    path(
        "arrangement/<slug:key>/opptak/tekst.vtt",
        recording.recording_preview_captions,
        name="recording_preview_captions",
    ),
    path("arrangement/<slug:key>/evaluering/", evaluation.evaluation_desk, name="evaluation_desk"),
    path("arrangement/<slug:key>/evaluering/kode/", evaluation.evaluation_screen, name="evaluation_screen"),
]
