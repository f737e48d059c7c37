"""What a message says of the readings of the text: that there are several, and how they differ."""

from collections import Counter
from collections.abc import Iterator

from monitor.messages.speaking import Speaking
from monitor.words import phrasing


def otherwise_read(speaking: Speaking) -> str:
    """Write how it stands under the other readings; empty where nobody asked under any."""
    return " ".join(_sentences(speaking))


def each_reading(speaking: Speaking) -> str:
    """Write how it stands under each reading by its title, the open one first."""
    readings, alerts = speaking.around.terms.readings, speaking.words
    told = [
        alerts.UNDER_READING.format(
            title=readings[one.reading].title if one.reading else alerts.OPEN_READING,
            says=one.says,
        )
        for one in speaking.around.rivals
    ]
    return "; ".join(told)


def _sentences(speaking: Speaking) -> Iterator[str]:
    alerts, rivals = speaking.words, speaking.around.rivals
    mine = speaking.alert.turned.subject.reading
    if not rivals:
        return
    if len({one.says for one in rivals}) == 1:
        yield alerts.READ_ALIKE.format(count=len(rivals))
        return
    others = Counter(one.says for one in rivals if one.reading not in {None, mine})
    if mine is None:
        yield alerts.READ_OTHERWISE.format(count=len(rivals))
    else:
        open_ = next((one.says for one in rivals if one.reading is None), "")
        yield alerts.ONE_READING.format(count=len(rivals), says=open_)
    if len(others) == 1:
        yield alerts.OTHER_READINGS.format(count=others.total(), says=next(iter(others)))
    elif others:
        each = [alerts.SO_MANY_SAY.format(says=says, count=n) for says, n in others.most_common()]
        yield alerts.OTHER_READINGS.format(count=others.total(), says=phrasing.listed(each))
