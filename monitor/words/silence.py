"""What is said where nothing was stated, recorded, published or seen: it is never calm."""

NONE_RECORDED = "none recorded"
NOT_STATED = "not stated"
PLACE_NOT_STATED = "place not stated"
NOTHING_SAID = "No statement or decision is on record: none recorded."
NOTHING_COUNTED = "No source has stated a figure for these days: none recorded."
NOTHING_SEEN = (
    "On none of these days did anybody watch everything that has to be watched: "
    "silence is not calm."
)
NOT_DRAWN = (
    "Nothing to draw, since on each of these days nobody was watching, nobody asked, "
    "or it did not apply: {titles}."
)
UNPUBLISHED = "Published by nobody: {area}."
ONE_SIDED = "{source} counts {sides} only: its silence about {others} says nothing."
COUNTED_SIDE = "counts {sides} only"
CANNOT_SEE = "We cannot see"
EMPTY_RECORD = (
    "The record is empty at this moment of knowledge. Add a report or upload a file under Add, "
    "or choose a later time under Known."
)
STALE = (
    "The newest record became known {ago} before the moment shown, on {time}: "
    "what happened after it may be missing."
)
