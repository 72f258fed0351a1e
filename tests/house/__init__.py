"""The house rules that imports alone do not show: sizes, doors, addresses, templates, words."""
