"""Layout, components, icons, CSS, JS and template tags; no models."""
