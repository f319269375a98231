"""putright: complaint handling for social landlords, inside the Housing Ombudsman's Code."""

__version__ = "0.1.0"
