"""How far a message has come, wherever it is told."""

STATES = {
    "held": "held for review",
    "waiting": "waiting",
    "claimed": "being sent",
    "sent": "sent",
    "given_up": "given up",
    "withheld": "withheld",
}
