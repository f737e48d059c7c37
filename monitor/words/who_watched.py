"""Who watched on which day, and what the silence of each source is worth."""

TITLE = "Each day of each source"
TOLD = "Sources by day. {sources}"
SEEN = {
    "quiet": "watched all day; its silence counts",
    "partly": "watched part of the day; its silence counts for that part",
    "watched": "watched, but can only report; its silence says nothing",
    "published": "published something; its silence says nothing",
    "nothing": "nothing is known of it",
}
GLYPHS = {"quiet": "○", "partly": "◐", "watched": "◇", "published": "•", "nothing": "▨"}
PUBLISHED_DAY = "A publication that states no hour stands on the day that holds its midnight."
SILENCE_WORTH = "What the silence of each source is worth"
NO_PROFILE = "no profile on record"
NOBODY_CERTIFIES = (
    "No source certifies quiet: on none of these days is anybody's silence a sign of calm."
)
CERTIFIED_DAYS = "Some source certifies quiet for {days} of {all}, for what it watches."
NO_DAYS = "No day of the agreement has begun by the moment looked at."
NO_SOURCES = "No source has published or watched anything on record: none recorded."
UNHEARD = "Nothing is known of these on any of the days: {sources}."
