"""What is said of messages on their way, and of who is called."""

NO_CHANNEL = "the file of alerts has no channel {channel} any more"
NOBODY_ANSWERED = "Nobody has acknowledged this since {time}. Told before you: {names}."
CALLED_SUBJECT = "Not acknowledged: {subject}"
