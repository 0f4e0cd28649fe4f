"""The words that scripts say on the pages of a visit. ``{n}`` and its kin are filled in there."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audits.models import Polarity, PromiseKept
from audits.views.photo_texts import photo_texts
from audits.views.visit_context import why_words


def texts() -> dict[str, str]:
    return {**pill(), **panel(), **ways(), **photo_texts(), **form(), **moments(), **review()}


def pill() -> dict[str, str]:
    """The state of the visit, by the name of the state. Whole numbers stand in {n}."""
    return {
        "saved": pgettext("state", "Saved"),
        "here": _("Saved here · {n} to send"),
        "sending": _("Sending {n} …"),
        "sent": _("All sent {time}"),
        "offline": _("Offline · {n} safe here"),
        "offline_none": _("Offline · all sent"),
        "portal": _("The Wi-Fi wants a sign-in of its own · {n} safe here"),
        "server": _("The server is busy · {n} safe here"),
        "signin": _("Sign in to send {n}"),
        "wrong_user": _("Somebody else is signed in · {n} safe here"),
        "update": _("New version needed · {n} safe here"),
        "gone": _("This visit is no longer yours · {n} safe here"),
        "look": _("{n} need a look"),
        "bad": _("Not saved! Trying again"),
        "full": _("Not saved! The tablet is full"),
        "restart": _("New version: restart"),
    }


def panel() -> dict[str, str]:
    """What is where, in words."""
    return {
        "title": _("What is where"),
        "close": _("Close"),
        "send_now": _("Send now"),
        "answers_here": _("Answers only on this tablet"),
        "photos_here": _("Photos only on this tablet"),
        "photos_sent": _("Photos on the server"),
        "answers_sent": _("Answers on the server"),
        "conflicts": _("Answered differently on two devices"),
        "last": _("Last sent"),
        "never": _("Not yet"),
        "device": _("This device"),
        "storage": _("Storage"),
        "used": _("{used} of {all} MB in use"),
        "kept": _("The browser promised to keep it."),
        "not_kept": _("The browser may clear it when space is short."),
        "set_aside": _("Set aside by the server"),
        "set_aside_why": _("The server could not take these. Copy the text where it belongs."),
        "copy": _("Copy the text"),
        "copied": _("Copied"),
        "forget": _("Remove from this list"),
        "rescue": _("Download a rescue file"),
        "rescue_why": _("Everything that has not been sent, with its photos, for the office."),
    }


def list_texts() -> dict[str, str]:
    """The list of visits."""
    return {
        "here": _("{n} only on this tablet"),
        "look": _("{n} need a look"),
        "signin": _("Sign in again to send what waits on this tablet."),
        "wrong_user": _("Somebody else is signed in: what waits on this tablet stays here."),
        "offline": _("No connection. Visits that are ready can be filled in."),
        "not_all": _("Not everything could be made ready. Try again where the network is better."),
    }


def ways() -> dict[str, str]:
    """What is said about starting, leaving and sending."""
    return {
        "wish": _("There is no connection. The visit is sent by itself as soon as there is one."),
        "sending_visit": _("Sending the visit …"),
        "submitted": _("The visit has been sent. Thank you!"),
        "incomplete": _("Something is still missing. The list above leads you there."),
        "opens": _("opens %(day)s") % {"day": "{day}"},
        "old": _("Some answers have waited for more than two days. Find a network soon."),
    }


def form() -> dict[str, str]:
    """What is said beside the questions."""
    return {
        "changed": _("The questions that follow have changed."),
        "done_of": _("{done} of {asked}"),
        "above": _("{n} above what you expected"),
        "below": _("{n} below what you expected"),
        "as_expected": _("As you expected"),
        "clock_start": _("Start the clock"),
        "clock_stop": _("Stop the clock"),
        "clock_again": _("Measure again"),
        "more": _("More"),
        "less": _("Less"),
        **{f"why_{why}": words for why, words in why_words().items()},
    }


def moments() -> dict[str, str]:
    """Promises, failures and surprises in the log."""
    return {
        **{kind: str(name) for kind, name in Polarity.choices},
        **{f"kept_{kept}": str(name) for kept, name in PromiseKept.choices},
        **{
            f"promise_{kept}": _("Promise · %(kept)s") % {"kept": name}
            for kept, name in (*PromiseKept.choices, ("open", _("not due yet")))
        },
        "moment_saved": _("Noted."),
        "quoted": _("“{words}”"),
    }


def review() -> dict[str, str]:
    """What keeps a visit from being sent, and what was answered twice."""
    return {
        "left": _("{n} left"),
        "n_missing": _("Still missing: {n}"),
        "all_answered": _("Everything is answered."),
        "n_conflicts": _("Answered differently on two devices: {n}"),
        "answers_wait": _("Answers not sent yet: {n}"),
        "answers_there": _("All answers are on the server."),
        "photos_wait": _("Photos not sent yet: {n}"),
        "photos_there": _("Photos on the server: {n}"),
        "keep": _("Keep “{value}”"),
        "use": _("Use “{value}”"),
        "keep_both": _("Keep both"),
        "blank": _("no answer"),
        "deleted": _("deleted"),
        "not_applicable": _("Does not apply"),
        "not_observed": _("Not observed"),
    }
