"""What people are shown, as frozen values; pure functions of evaluations and records."""
