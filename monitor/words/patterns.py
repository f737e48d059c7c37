"""What is said of a pattern: how many, within how many days, and what it proposes."""

COUNTED = "{word}: {count} within {days}"
OPEN = "{word}: {why}; {count} confirmed within {days}, of {enough}"
TOO_FEW = "{word}: at most {count} within {days}, of {enough}"
CONFIRMED = "{count} confirmed"
PROPOSES = "proposes: {what} (people decide)"
CONFIRMING = "Confirmation of {needed} of the {count} that may count would make it a pattern."
UNSEEN = "Only a source that certifies quiet for the unwatched time can rule a pattern out."
