"""What is said of messages on their way, and of who is called."""

CLOSED_CHANNEL = (
    "the channel {channel} said that it is closed for good; a drill that arrives opens it again"
)
NO_CHANNEL = "the file of alerts has no channel {channel} any more"
NOBODY_ANSWERED = "Nobody has acknowledged this since {time}. Told before you: {names}."
CALLED_SUBJECT = "Not acknowledged: {subject}"
