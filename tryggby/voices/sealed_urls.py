"""The addresses of the help dialogue, for children, and of the desk and duty, for those who read."""

from django.urls import path

from tryggby.voices.views import alarm, desk, duty, helping

CHILD = [
    path("si-din-mening/<slug:code>/<slug:language>/hjelp/", helping.help, name="help"),
    path("kode/", helping.reply, name="reply"),
    path("kode/sjekk/", helping.code_check, name="code_check"),
    path("kode/samtale/", helping.dialogue, name="dialogue"),
    path("kode/slutt/", helping.ending, name="ending"),
    path("kode/<slug:language>/", helping.reply, name="reply_in"),
    path("kode/<slug:language>/sjekk/", helping.code_check, name="code_check_in"),
    path("kode/<slug:language>/samtale/", helping.dialogue, name="dialogue_in"),
    path("kode/<slug:language>/slutt/", helping.ending, name="ending_in"),
]
ADULTS = [
    path("vakt/", desk.desk, name="desk"),
    path("vakt/tilgang/", desk.desk_access, name="desk_access"),
    path("vakt/lapp/<slug:key>/", desk.note, name="note"),
    path("vakt/lapp/<slug:key>/tegning/", desk.note_drawing, name="note_drawing"),
    path("vakt/lapp/<slug:key>/rad/", desk.note_advice, name="note_advice"),
    path("vakt/lapp/<slug:key>/ferdig/", desk.note_aside, name="note_aside"),
    path("vakt/lapp/<slug:key>/omgjoring/", desk.note_redo, name="note_redo"),
    path("vakt/lapp/<slug:key>/fare/", alarm.note_danger, name="note_danger"),
    path("vakt/samtale/<slug:key>/", desk.thread, name="thread"),
    path("vakt/samtale/<slug:key>/slutt/", desk.thread_end, name="thread_end"),
    path("vakt/samtale/<slug:key>/fare/", alarm.thread_danger, name="thread_danger"),
    path("vakt/samtale/<slug:key>/bilde/<slug:picture>/", desk.thread_picture, name="thread_picture"),
    path("vakt/varsel/<slug:key>/mottak/", alarm.alarm_receipt, name="alarm_receipt"),
    path("vakt/varsel/<slug:key>/overlevering/", alarm.alarm_handover, name="alarm_handover"),
    path("vakt/varsel/<slug:key>/sett/", alarm.alarm_seen, name="alarm_seen"),
    path("vakt/varsel/<slug:key>/lukking/", alarm.alarm_closing, name="alarm_closing"),
    path("barnas-rad/kanaler/<slug:key>/vakt/", duty.duty, name="duty"),
    path("barnas-rad/kanaler/<slug:key>/vakt/<slug:roster>/slutt/", duty.duty_end, name="duty_end"),
]
