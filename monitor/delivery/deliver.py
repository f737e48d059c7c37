"""One attempt to deliver a notice, by whichever channel; what the network does is an outcome."""

import ssl

from monitor.alerts.notice import Notice
from monitor.clock import Clock, system_clock
from monitor.delivery import services, smtp, webhook
from monitor.delivery.channels import Channel, Email, Service, Webhook
from monitor.delivery.line import USUAL, Patience, Resolve, resolved
from monitor.delivery.outcome import Outcome


def deliver(
    notice: Notice,
    channel: Channel,
    *,
    clock: Clock = system_clock,
    resolve: Resolve = resolved,
    trust: ssl.SSLContext | None = None,
    patience: Patience = USUAL,
) -> Outcome:
    """Send a notice once, and say what came of it.

    It blocks until that is clear, about two minutes at the most.

    Args:
        notice: What is sent, as it was frozen.
        channel: By what.
        clock: Gives the instants of the attempt.
        resolve: Looks up the host of a web hook, once.
        trust: Which certificates hold; None: those that this machine trusts.
        patience: How long it may take.
    """
    context = trust or ssl.create_default_context()
    match channel:
        case Email():
            return smtp.send(notice, channel, clock, context, patience)
        case Webhook():
            return webhook.post(notice, channel, clock, resolve, context, patience)
        case Service():
            return services.send(notice, channel, clock, patience)
