"""What holds of measures whatever the rows: figures are the length of their lists, parts make the whole, it adds up."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from putright.reports.figures import broken_down, figure
from putright.reports.fractions_told import percent
from putright.reports.measures import MEASURES
from putright.reports.periods import Period, months_in, quarter_of
from putright.reports.reconciling import reconciled
from putright.reports.rows import StageRow
from putright.reports.suppressing import SMALLEST_SHOWN, suppressed

FIRST = date(2026, 1, 1)
DAYS = st.one_of(st.none(), st.integers(0, 364).map(lambda number: FIRST + timedelta(number)))
QUARTERS = st.integers(0, 364).map(lambda number: quarter_of(FIRST + timedelta(number)))


@st.composite
def row(draw):
    finished = draw(DAYS)
    return StageRow(
        str(draw(st.integers(0, 10**9))),
        draw(st.sampled_from([1, 2])),
        received_on=draw(DAYS),
        acknowledge_due_on=draw(DAYS),
        acknowledged_on=draw(DAYS),
        base_due_on=draw(DAYS),
        due_on=draw(DAYS),
        strict_due_on=draw(DAYS),
        answered_on=draw(DAYS),
        state=draw(st.sampled_from(["open", "answered", "refused", "withdrawn", "closed"])),
        reached=draw(st.sampled_from([1, 2])),
        not_accepted=draw(st.booleans()),
        finished_on=finished,
        finished=finished is not None or draw(st.booleans()),
        category=draw(st.sampled_from(["", "damp", "repairs"])),
    )


ROWS = st.lists(row(), max_size=25)


@given(ROWS, QUARTERS, DAYS.filter(bool))
def test_a_figure_is_its_lists_and_nothing_stands_in_two_places(rows, period, today):
    for each in MEASURES:
        found = figure(each, rows, period, today)
        apart = [place for _, places in found.apart for place in places]
        assert found.numerator == len(found.met) <= found.denominator == len(found.of)
        in_period = [one for one in rows if one.stage in each.stages and getattr(one, each.basis.value) in period]
        assert len(found.of) + len(apart) <= len(in_period)
        if not each.of:
            assert len(found.of) + len(apart) == len(in_period)


@given(ROWS, QUARTERS, DAYS.filter(bool))
def test_months_make_the_quarter_and_parts_make_the_whole(rows, period, today):
    for each in MEASURES:
        whole = figure(each, rows, period, today)
        for some in (
            [figure(each, rows, month, today) for month in months_in(period)],
            list(broken_down(each, rows, period, today, by=lambda one: one.category).values()),
        ):
            assert sum(one.numerator for one in some) == whole.numerator
            assert sum(one.denominator for one in some) == whole.denominator


@given(ROWS, QUARTERS)
def test_it_adds_up(rows, period):
    found = reconciled(rows, period)
    assert found.adds_up
    next_one = Period(period.last + timedelta(days=1), period.last + timedelta(days=40))
    assert sorted(found.open_at_end) == sorted(reconciled(rows, next_one).open_at_start)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_share_reads_as_all_or_nothing_only_where_it_is(part, more):
    whole = part + more
    shown = percent(part, whole)
    assert (shown == "100%") == (bool(whole) and part == whole)
    assert (shown == "0%") == (bool(whole) and part == 0)
    if 0 < part < whole:
        assert 0.1 <= float(shown[:-1]) <= 99.9


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 30), max_size=8))
def test_what_is_hidden_cannot_be_told_from_the_total(counts):
    shown = suppressed(counts)
    hidden = [name for name, number in shown.items() if number is None]
    assert all(number is None or number == 0 or number >= SMALLEST_SHOWN for number in shown.values())
    if hidden and any(number for number in shown.values()):
        assert len(hidden) > 1
        assert sum(counts[name] for name in hidden) >= SMALLEST_SHOWN
