"""Effect at unit level or above: dose, reach, practice that lasts, self-review, and what children have answered."""
