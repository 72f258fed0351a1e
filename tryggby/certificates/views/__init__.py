"""The pages: one's own certificates, and the proof for everybody."""
