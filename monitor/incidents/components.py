"""Connected components: what belongs together when pairs are joined."""

from collections.abc import Iterable


def components(members: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Return the sets into which `pairs` join `members`, in order of their smallest member."""
    leader = {member: member for member in members}

    def find(member: str) -> str:
        while leader[member] != member:
            leader[member] = leader[leader[member]]
            member = leader[member]
        return member

    for a, b in pairs:
        one, other = sorted((find(a), find(b)))
        leader[other] = one
    joined: dict[str, set[str]] = {}
    for member in leader:
        joined.setdefault(find(member), set()).add(member)
    return [joined[root] for root in sorted(joined)]
