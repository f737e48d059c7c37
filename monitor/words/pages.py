"""The product and its pages by name, and what stands where a page cannot be drawn."""

PRODUCT = "Agreement Monitor"
TODAY = "Today"
WHY = "Why"
RECORD = "Record"
THEN_AND_NOW = "Then & now"
DESK = "Desk"
ADD = "Add"

JUDGING = "Working out the verdicts …"
FIRST_RUN = "No agreement is active yet, so there is nothing to judge."
FIRST_RUN_DO = (
    "Activate a rule file (python -m monitor activate rules), then upload a record under Add. "
    "For the sample of September 2016: python -m monitor first-run."
)
NO_SERVICE = "The store is not open."
NO_SERVICE_DO = (
    "Look at the terminal in which the program was started: it says why, and what to do."
)
FAILED_DO = "Nothing was changed. Try another time or condition; the terminal has the details."
