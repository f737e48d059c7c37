"""Commands on the mappings of unknown layouts: saving, listing and taking back."""

from zoneinfo import ZoneInfo

from monitor import answers
from monitor.errands.request import Reply, Request
from monitor.service import Service
from monitor.told import mapping as told


def save(request: Request, service: Service) -> Reply:
    """Save a mapping as the next version of the name that it gives itself."""
    given = request.files[0]
    text = given.whole.decode("utf-8-sig", "replace")
    saved = service.mappings.save(text, given.name, actor=request.actor)
    return Reply(0, answers.mapping(saved), (told.saved(saved),))


def mappings(request: Request, service: Service) -> Reply:
    """List every mapping that was saved, newest last; or give one of them as it was written."""
    name, zone = request.text("name"), request.time_zone
    if name is None:
        return _listed(service, zone)
    found = service.mappings.one(name, request.number("version"))
    return Reply(0, answers.mapping(found), tuple(found.saved.text.splitlines()))


def _listed(service: Service, zone: ZoneInfo) -> Reply:
    found = service.mappings.all()
    return Reply(0, [answers.mapping(one) for one in found], tuple(told.mappings(found, zone)))


def take_back(request: Request, service: Service) -> Reply:
    """Let no more files be read by a mapping; what was read by it stays."""
    name = request.text("name") or ""
    act = service.mappings.take_back(name, actor=request.actor)
    answer = {"name": name, "version": act.body["version"], "act": act.seq}
    return Reply(0, answer, (told.taken_back(name, act.seq),))
