"""What is said of messages on their way."""

NO_CHANNEL = "the file of alerts has no channel {channel} any more"
