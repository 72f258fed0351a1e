"""Wagtail's profiles of editors without its pages for users and groups: people and roles are ours."""

from types import ModuleType

from wagtail.users.apps import WagtailUsersAppConfig


class ProfilesConfig(WagtailUsersAppConfig):
    """The app `wagtail.users`, whose hooks (pages, menu, forms for users) are not looked for."""

    default = False

    def ready(self) -> None:
        """Wagtail looks for hooks in an app's package; a module without a path has none."""
        super().ready()
        self.module = ModuleType(self.name)
