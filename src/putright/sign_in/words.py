"""The words of this room, stored by value, each with how it is said to a person. Pure."""

from enum import StrEnum

__all__ = ["End", "FactorKind", "How", "Outcome"]


class FactorKind(StrEnum):
    """Kinds of second factor."""

    APP = "app"
    PASSKEY = "passkey"


class How(StrEnum):
    """How somebody proved, or tried to prove, who they are."""

    PASSWORD = "password"  # noqa: S105  a kind of proof, not a password
    APP = "password_app"
    PASSKEY = "password_passkey"
    RECOVERY = "password_recovery"
    SINGLE_SIGN_ON = "single_sign_on"

    @property
    def spoken(self) -> str:
        """As it is said."""
        return _HOW[self]


_HOW = {
    How.PASSWORD: "password",
    How.APP: "password and code from an app",
    How.PASSKEY: "password and passkey",
    How.RECOVERY: "password and recovery code",
    How.SINGLE_SIGN_ON: "single sign-on",
}


class Outcome(StrEnum):
    """What became of a try."""

    CAME_IN = "came_in"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105  an outcome, not a password
    WRONG_SECOND = "wrong_second"
    LOCKED = "locked"
    OUT_OF_DATE = "out_of_date"
    """The password made for them was older than a day."""
    NOT_HERE = "not_here"
    """They have left, or hold no role today."""

    @property
    def spoken(self) -> str:
        """As it is said."""
        return _OUTCOME[self]


_OUTCOME = {
    Outcome.CAME_IN: "signed in",
    Outcome.WRONG_PASSWORD: "wrong password",
    Outcome.WRONG_SECOND: "wrong second step",
    Outcome.LOCKED: "turned away: too many tries",
    Outcome.OUT_OF_DATE: "the password made for them was too old",
    Outcome.NOT_HERE: "holds no role here that day",
}


class End(StrEnum):
    """Why a session ended."""

    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    TOO_LONG = "too_long"
    BY_THEMSELVES = "by_themselves"
    BY_ADMINISTRATOR = "by_administrator"
    PASSWORD = "password"  # noqa: S105  a reason, not a password
    NOT_HERE = "not_here"

    @property
    def spoken(self) -> str:
        """As it is said."""
        return _END[self]


_END = {
    End.SIGNED_OUT: "signed out",
    End.IDLE: "nothing done for too long",
    End.TOO_LONG: "open for too long",
    End.BY_THEMSELVES: "ended from another browser",
    End.BY_ADMINISTRATOR: "ended by an administrator",
    End.PASSWORD: "the password was changed",
    End.NOT_HERE: "they left, or no role is held any more",
}
