"""The command that sends a drill to a channel, by the file of alerts as it stands now."""

from collections.abc import Mapping

from monitor.alerts.notice import Notice
from monitor.delivery.deliver import deliver
from monitor.delivery.drill import drill
from monitor.delivery.load import load
from monitor.delivery.outcome import Outcome, Sent, as_plain
from monitor.errands.request import Reply, Request
from monitor.errands.usage import UsageError
from monitor.handwritten.wording import choose
from monitor.service import Service
from monitor.words import delivering


def send(request: Request, service: Service) -> Reply:
    """Send a drill, and say what came of it: code 1 where it was not sent.

    Raises:
        UsageError: There is no such channel.
        AlertsFileError: The file of alerts cannot be used.
    """
    name = request.text("channel") or ""
    found = load(service.alerts_file)
    if not found.there:
        raise UsageError(delivering.NO_FILE.format(file=found.file))
    if name not in found.channels:
        hint = choose(name, found.channels, "its channels are")
        raise UsageError(
            delivering.NO_CHANNEL.format(file=found.file, channel=name[:60], hint=hint)
        )
    notice = drill(name, request.actor, service.moment(), request.time_zone)
    outcomes: list[Outcome] = []

    def sending(one: Notice) -> dict[str, object]:
        outcomes.append(deliver(one, found.channels[name]))
        return as_plain(outcomes[-1])

    act = service.drill(notice, sending, actor=request.actor)
    told = {"notice": notice.id, "channel": name, "act": act.seq}
    return Reply(
        0 if isinstance(outcomes[-1], Sent) else 1,
        {**told, **as_plain(outcomes[-1])},
        (_line(outcomes[-1], told),),
    )


def _line(outcome: Outcome, told: Mapping[str, object]) -> str:
    match outcome:
        case Sent(_, answer):
            return delivering.DRILL_ARRIVED.format(answer=answer, **told)
        case failed:
            return delivering.DRILL_FAILED.format(why=failed.why, **told)
