"""What is done with keys and holders."""

from tryggby.sealing.actions.holder import agree_holder, end_holder, propose_holder
from tryggby.sealing.actions.key import (
    change_passphrase,
    make_key,
    make_recovery_code,
    open_key,
    retire_key,
    use_recovery_code,
)
from tryggby.sealing.actions.recovery import agree_recovery, ask_recovery, cancel_recovery, finish_recovery

__all__ = [
    "agree_holder",
    "agree_recovery",
    "ask_recovery",
    "cancel_recovery",
    "change_passphrase",
    "end_holder",
    "finish_recovery",
    "make_key",
    "make_recovery_code",
    "open_key",
    "propose_holder",
    "retire_key",
    "use_recovery_code",
]
