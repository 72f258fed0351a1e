"""The addresses of one's reading key, and of key holders."""

from django.urls import path

from tryggby.sealing.views import holder, key, recovery

app_name = "sealing"
urlpatterns = [
    path("nokkel/", key.key, name="key"),
    path("nokkel/apning/", key.opening, name="opening"),
    path("nokkel/lukking/", key.closing, name="closing"),
    path("nokkel/lesesetning/", key.passphrase, name="passphrase"),
    path("nokkel/kode/", key.code, name="code"),
    path("nokkel/med-kode/", recovery.with_code, name="with_code"),
    path("nokkel/gjenoppretting/", recovery.recovery, name="recovery"),
    path("nokkel/gjenoppretting/slutt/", recovery.recovery_end, name="recovery_end"),
    path("nokkel/pa-nytt/", key.fresh_key, name="fresh_key"),
    path("nokkel/hjelp/<slug:key>/", recovery.assistance, name="assistance"),
    path("nokkel/holdere/", holder.holders, name="holders"),
    path("nokkel/holdere/<slug:key>/bekreftelse/", holder.holder_agreement, name="holder_agreement"),
    path("nokkel/holdere/<slug:key>/slutt/", holder.holder_end, name="holder_end"),
]
