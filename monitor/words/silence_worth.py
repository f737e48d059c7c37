"""What the silence of each source in a file is taken to be worth, and from where that is known."""

NO_PROFILE = "Silence of {source} is taken to say nothing: no profile on record."
CAN_REPORT = "Silence of {source} is taken to say nothing: so says its profile."
WORTHLESS = (
    "Silence of {source} is worth nothing, and its account is never taken as complete: "
    "so says its profile."
)
CERTIFIES = (
    "Silence of {source} certifies quiet, on days on which it published, for {sides}, {areas}, "
    "{kinds}: so says its profile."
)
ALL_SIDES = "all sides"
ONE_SIDE = "the side {sides}"
SIDES = "the sides {sides}"
EVERYWHERE = "everywhere"
AREAS = "in {areas}"
EVERY_KIND = "every kind of event"
CHANGE = "change"
FORM_TITLE = "What a source is, and what its silence is worth"
FORM = "Of {source}."
FORM_HOW = (
    "Nobody has to fill this in. Only a source that would have seen and told everything in its "
    "scope certifies quiet: a claim that makes days green."
)
MORE = "{count} more sources"
