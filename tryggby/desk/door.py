"""The desk's door: only the frame around every page, which `config` names in its settings."""

from tryggby.desk.shell import shell

__all__ = ["shell"]
