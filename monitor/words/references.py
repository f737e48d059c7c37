"""What a limit is measured against: an earlier time, and how much of its mean is allowed."""

COUNTED = (
    "Measured against {span}: {count} in {days} days; {share} of that is allowed, day for day."
)
ALLOWS = "For the days judged that is {number}."
AT_LEAST = "at least {low}"
BETWEEN = "between {low} and {high}"
NOT_OVER = "That time was not over on the day judged."
NONE = "Measured against {span}, which nobody watched throughout: no baseline on record."
SETTLES = "A record of who watched the time that it is measured against would give it a baseline."
