"""Working days: which days count in which nation, and the sum with its working.

This room knows bank holidays and arithmetic. It must not know what a complaint is, which law sets a
limit, or what today's date is.
"""

from putright.workdays.bank_holidays import BankHoliday, BankHolidayError, bank_holidays, read_bank_holidays
from putright.workdays.calendar import Calendar, Convention, Nation, YearNotKnown, calendar_for
from putright.workdays.counting import Candidate, CountExplained, Departure, explain_count
from putright.workdays.nations import read_nation
from putright.workdays.reading_dates import read_date
from putright.workdays.working import Working, in_words

__all__ = [
    "BankHoliday",
    "BankHolidayError",
    "Calendar",
    "Candidate",
    "Convention",
    "CountExplained",
    "Departure",
    "Nation",
    "Working",
    "YearNotKnown",
    "bank_holidays",
    "calendar_for",
    "explain_count",
    "in_words",
    "read_bank_holidays",
    "read_date",
    "read_nation",
]
