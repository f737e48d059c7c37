"""What the silence of a source is taken to be worth, in one line."""

from monitor.incidents.silence import Silence
from monitor.incidents.vocabulary import Strength
from monitor.words import names_of, phrasing, silence_worth


def source_name(found: Silence) -> str:
    """Return what the source is called: its name by its profile, or its id."""
    return found.profile.name if found.profile else found.source


def silence_line(found: Silence) -> str:
    """Say what the silence of a source is taken to be worth, and from where that is known."""
    source, profile = source_name(found), found.profile
    if profile is None:
        return silence_worth.NO_PROFILE.format(source=source)
    match profile.strength:
        case Strength.CAN_REPORT:
            return silence_worth.CAN_REPORT.format(source=source)
        case Strength.NONE:
            return silence_worth.WORTHLESS.format(source=source)
        case Strength.CERTIFIES_QUIET:
            kinds = [names_of.KINDS.get(kind, kind) for kind in profile.kinds]
            return silence_worth.CERTIFIES.format(
                source=source,
                sides=_sides(profile.sides),
                areas=_areas(profile.areas),
                kinds=phrasing.listed(kinds) or silence_worth.EVERY_KIND,
            )


def _sides(sides: tuple[str, ...]) -> str:
    if not sides:
        return silence_worth.ALL_SIDES
    one = silence_worth.ONE_SIDE if len(sides) == 1 else silence_worth.SIDES
    return one.format(sides=phrasing.listed(sides))


def _areas(areas: tuple[str, ...]) -> str:
    if not areas:
        return silence_worth.EVERYWHERE
    return silence_worth.AREAS.format(areas=phrasing.listed(areas))
