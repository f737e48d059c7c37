"""Every command that works on an open store, by name, and the one way to have it carried out."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields

from monitor.errands import (
    asking,
    drilling,
    exporting,
    mapping,
    recording,
    replaying,
    replying,
    taking,
)
from monitor.errands.request import Reply, Request, RequestError
from monitor.errors import MonitorError
from monitor.handwritten.wording import choose
from monitor.incidents.opened.declared import Declared
from monitor.service import Service

Errand = Callable[[Request, Service], Reply]


@dataclass(frozen=True, slots=True)
class Post:
    """A command: what carries it out, and what goes with it.

    Attributes:
        does: Carries it out.
        takes: Its options, with what each holds.
        needs: The options without which it cannot be carried out.
        files: Whether files go with it.
    """

    does: Errand
    takes: Mapping[str, type] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    files: bool = False


_STANDPOINT = {"at": str, "known": str, "account": str, "reading": str}
_RECORD = Post(recording.record, {"cells": dict, "dry_run": bool}, ("cells",))
_INGEST: Mapping[str, type] = {
    **dict.fromkeys(
        ("format", "source", "time_zone", *(one.name for one in fields(Declared))), str
    ),
    **dict.fromkeys(
        ("archive", "accept_good_rows", "dry_run", "withdraw_missing", "accept_sums"), bool
    ),
}
POSTS: Mapping[str, Post] = {
    "status": Post(asking.status, {"agreement": str, **_STANDPOINT}),
    "explain": Post(
        asking.explain,
        {
            "agreement": str,
            "condition": str,
            "day": str,
            "scope": str,
            "table": bool,
            **_STANDPOINT,
        },
        ("agreement", "condition"),
    ),
    "replay": Post(
        replaying.replay,
        {"agreement": str, "since": str, "until": str, "document": bool, "alerts": bool},
        ("agreement",),
    ),
    "activate": Post(
        taking.activate,
        {"imports": dict, "amendment": str, "correction": bool, "dry_run": bool},
        files=True,
    ),
    "first-run": Post(taking.first_run),
    "ingest": Post(taking.ingest, _INGEST, files=True),
    "uploads": Post(taking.uploads),
    "rejected": Post(taking.rejected, {"upload": int}, ("upload",)),
    "undo": Post(taking.undo, {"upload": int}, ("upload",)),
    "save-mapping": Post(mapping.save, files=True),
    "mappings": Post(mapping.mappings, {"name": str, "version": int}),
    "take-back-mapping": Post(mapping.take_back, {"name": str}, ("name",)),
    "alerts": Post(replying.alerts, {"agreement": str, "thread": str, "limit": int}),
    "outbox": Post(replying.outbox),
    "ack": Post(replying.acknowledge, {"alert": str}, ("alert",)),
    "snooze": Post(
        replying.snooze,
        {"thread": str, "desk": str, "until": str, "for": str},
        ("thread", "desk"),
    ),
    "pause": Post(replying.pause, {"why": str, "until": str, "for": str}, ("why",)),
    "continue": Post(replying.go_on),
    "wake": Post(replying.wake, {"thread": str, "desk": str}, ("thread", "desk")),
    "approve": Post(replying.approve, {"notice": str}, ("notice",)),
    "withhold": Post(replying.withhold, {"notice": str, "why": str}, ("notice", "why")),
    "drill": Post(drilling.send, {"channel": str}, ("channel",)),
    "backup": Post(exporting.backup, {"folder": str}, ("folder",)),
    "export": Post(exporting.export, {"kind": str, "known": str}, ("kind",)),
    **dict.fromkeys(recording.KINDS, _RECORD),
}
"""What a running service answers to; the rest of the command line needs no open store."""


def carry_out(request: Request, service: Service) -> Reply:
    """Carry out a command; what a person can put right is a reply too, with code 2."""
    try:
        post = POSTS.get(request.command)
        if post is None:
            raise RequestError(unknown(request.command))
        _check(request, post)
        return post.does(request, service)
    except MonitorError as error:
        return refusal(error)


def unknown(command: str) -> str:
    """Say that there is no such command on an open store, and which there are."""
    return f"there is no command {command[:60]!r} here; {choose(command, POSTS, 'there are')}"


def refusal(error: MonitorError) -> Reply:
    """Return what is said where something cannot be carried out."""
    problems = [asdict(problem) for problem in getattr(error, "problems", ())]
    return Reply(2, {"error": str(error), "problems": problems}, notes=(str(error),))


def _check(request: Request, post: Post) -> None:
    """Refuse options and files that do not go with a command.

    Raises:
        RequestError: Naming what does.
    """
    name = request.command
    for option, value in request.options.items():
        if option not in post.takes:
            raise RequestError(
                f"{name} has no option {option[:60]!r}; {choose(option, post.takes, 'it has')}"
            )
        wanted = post.takes[option]
        if type(value) is not wanted:
            raise RequestError(f"{name}: {option} is not {_NAMES[wanted]}")
    if missing := [option for option in post.needs if option not in request.options]:
        raise RequestError(f"{name} needs {' and '.join(missing)}")
    if bool(request.files) != post.files:
        raise RequestError(f"{name} {'needs a file' if post.files else 'takes no file'}")


_NAMES = {str: "text", int: "a whole number", bool: "true or false", dict: "an object of texts"}
