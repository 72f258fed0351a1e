"""What people fill in: the wizard's steps, moving, attendance, people, goals."""
