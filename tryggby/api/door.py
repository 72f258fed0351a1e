"""The API room's door: nobody in the house needs it; it is for other systems."""

__all__: list[str] = []
