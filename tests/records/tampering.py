"""Ways of changing the record behind the system's back. Each is done by statements, with the guards taken away.

Every function takes the chance it works by and does one thing; what it returns says what it was, for a test that fails.
"""

import hashlib
import hmac
import json
import secrets
from datetime import timedelta
from uuid import UUID, uuid4

from cast import as_stored, sql
from django.db import connection

from putright.records import chain
from putright.records.models import Content, Entry, Request, Summary
from putright.records.sealing import places
from putright.records.store import envelope

ENTRY = ("id", "landlord", "complaint", "number", "type", "version", "body", "recorded_at", "recorded_by", "on_behalf_of", "key", "reference", "digest")  # fmt: skip
CONTENT = ("id", "landlord", "complaint", "number", "field", "text", "salt", "erased_at")
REQUEST = ("key", "landlord", "complaint", "first_number", "last_number", "last_digest")
SUMMARY = ("landlord", "complaint", "reference", "last_number", "last_digest")


def other(chance, value):
    """Another value of the same kind: as near as it can be."""
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, int):
        return value + chance.choice((1000, 2000))
    if isinstance(value, str):
        if not value:
            return "x"
        place = chance.randrange(len(value))
        near = value[:place] + ("0" if value[place] != "0" else "1") + value[place + 1 :]
        longer = value + " "
        if connection.vendor == "postgresql" and len(value) in (32, 64):
            longer = near  # spaces that do not fit are cut off there without a word
        return chance.choice((longer, near, value[:-1]))
    return value + timedelta(microseconds=1)


def change(row, column, value):
    """Set one column of one row."""
    table, key = row._meta.db_table, row._meta.pk.column
    assert sql(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", as_stored(value), as_stored(row.pk)) == 1


def remove(row):
    """Delete one row."""
    sql(f"DELETE FROM {row._meta.db_table} WHERE {row._meta.pk.column} = %s", as_stored(row.pk))


def stream_of(chance, **which):
    """The entries of some complaint."""
    complaint = chance.choice(sorted(set(Entry.objects.filter(**which).values_list("complaint", flat=True))))
    return list(Entry.objects.filter(complaint=complaint).order_by("number"))


def one_of(chance, model):
    """Some row of a table."""
    return chance.choice(list(model.objects.order_by("pk")))


def edit(model, columns):
    """A way of changing any of those columns of any row of a table."""

    def done(chance):
        row, column = one_of(chance, model), chance.choice(columns)
        value = getattr(row, column)
        new = row_moment(chance) if value is None else other(chance, value)
        change(row, column, new)
        return f"{model.__name__}.{column} of {row.pk}: {value!r} became {new!r}"

    return done


def row_moment(chance):
    return one_of(chance, Entry).recorded_at


def delete_an_entry(chance):
    stream = stream_of(chance)
    where = chance.choice((0, len(stream) // 2, -1))
    remove(stream[where])
    return f"entry {stream[where].number} of {len(stream)} deleted"


def delete_the_end(chance):
    stream = stream_of(chance)
    gone = stream[chance.randrange(len(stream)) :]
    for row in gone:
        remove(row)
    return f"{len(gone)} of {len(stream)} entries deleted from the end"


def delete_an_entry_and_number_the_rest_again(chance):
    stream = stream_of(chance)
    where = chance.randrange(len(stream))
    remove(stream[where])
    for row in stream[where + 1 :]:
        change(row, "number", row.number - 1)
    return f"entry {stream[where].number} of {len(stream)} deleted, the rest moved up"


def swap_numbers(chance):
    stream = next(row for _ in range(50) if len(row := stream_of(chance)) > 1)
    one, two = chance.sample(stream, 2)
    change(one, "number", 100_000)
    change(two, "number", one.number)
    change(one, "number", two.number)
    return f"entries {one.number} and {two.number} change places"


def swap_texts(chance):
    one, two = chance.sample(list(Content.objects.exclude(text="").order_by("pk")), 2)
    if one.text == two.text:
        return edit(Content, ("salt",))(chance)
    change(one, "text", two.text)
    change(two, "text", one.text)
    return f"the words of {one.pk} and {two.pk} change places"


def swap_words_with_their_salts(chance):
    one, two = chance.sample(list(Content.objects.order_by("pk")), 2)
    for mine, theirs in ((one, two), (two, one)):
        change(mine, "text", theirs.text)
        change(mine, "salt", theirs.salt)
    return f"the words and salts of {one.pk} and {two.pk} change places"


def move_words(chance):
    row, target = one_of(chance, Content), stream_of(chance)[0]
    if row.complaint == target.complaint:
        return edit(Content, ("number",))(chance)
    change(row, "complaint", target.complaint)
    return f"the words {row.pk} belong to another complaint"


def delete_words(chance):
    row = one_of(chance, Content)
    remove(row)
    return f"the words {row.pk} deleted"


def erase_without_saying_so(chance):
    row = one_of(chance, Content)
    change(row, "text", "")
    change(row, "salt", "")
    if chance.random() < 0.7:
        change(row, "erased_at", row_moment(chance))
    return f"the words {row.pk} blanked"


def delete_a_whole_stream(chance):
    stream = stream_of(chance)
    tables = chance.sample(
        ("content", "request", "summary"), chance.randint(0, 2)
    )  # never all: that takes a checkpoint
    for table in ("entry", *tables):
        sql(f"DELETE FROM {table} WHERE complaint = %s", as_stored(stream[0].complaint))
    if not Content.objects.filter(complaint=stream[0].complaint).exists() and set(tables) >= {"request", "summary"}:
        return delete_a_request_or_list(chance)  # nothing is left that could tell: the checkpoint's matter
    return f"entries of {stream[0].complaint} deleted, and {tables}"


def delete_a_request_or_list(chance):
    row = one_of(chance, chance.choice((Request, Summary)))
    remove(row)
    return f"{row._meta.db_table} {row.pk} deleted"


def move_an_entry_to_another_complaint(chance):
    mine, theirs = stream_of(chance), stream_of(chance)
    change(mine[-1], "number", 100_000)
    change(mine[-1], "complaint", theirs[0].complaint)
    change(mine[-1], "number", theirs[-1].number + 1 if mine[0].complaint != theirs[0].complaint else 99_999)
    return f"the last entry of {mine[0].complaint} moved to {theirs[0].complaint}"


def chain_again(stream, start):
    """Make the digests right again from an entry on, as somebody would who knows how they are made."""
    previous = stream[start - 1].digest if start else chain.START
    for row in stream[start:]:
        row.digest = previous = chain.digest_of(previous, envelope(row), row.body)
        change(row, "digest", row.digest)
    return previous


def forge(chance):
    """Change an entry, or the words it refers to, and make every digest after it right; then one witness of two."""
    stream = stream_of(chance)
    start = chance.randrange(len(stream))
    row = stream[start]
    body = json.loads(row.body)
    mine = places(body)
    if mine and chance.random() < 0.6:
        _, key, _ = chance.choice(mine)
        salt, text = secrets.token_hex(16), "It was never damp."
        sql("UPDATE content SET text = %s, salt = %s WHERE id = %s", text, salt, as_stored(UUID(key)))
        row.body = row.body.replace(next(d for _, k, d in mine if k == key), chain.salted(salt, text))
        change(row, "body", row.body)
    else:
        column = chance.choice(("recorded_at", "recorded_by", "on_behalf_of", "body"))
        new = row.body[:-1] + ' ,"on":"2026-01-01"}' if column == "body" else other(chance, getattr(row, column))
        setattr(row, column, new)
        change(row, column, new)
    last = chain_again(stream, start)
    told = chance.choice(("nobody", "the list", "the requests"))
    if told == "the list":
        sql("UPDATE summary SET last_digest = %s WHERE complaint = %s", last, as_stored(row.complaint))
    elif told == "the requests":
        tell_the_requests(stream)
    return f"entry {row.number} of {len(stream)} forged, all digests made right, {told} told"


def tell_the_requests(stream):
    """Make every request remember the digests there are now."""
    digests = {row.number: row.digest for row in stream}
    for request in Request.objects.filter(complaint=stream[0].complaint):
        if request.last_number in digests:
            change(request, "last_digest", digests[request.last_number])


def add_an_entry(chance):
    """One more at the end with a right digest; perhaps the list is told too."""
    stream = stream_of(chance)
    last = stream[-1]
    last.pk, last._state.adding = uuid4(), True
    previous, last.number, last.reference = last.digest, last.number + 1, ""
    last.type, last.body = "acknowledged", '{"on":"2026-04-02"}'
    last.digest = chain.digest_of(previous, envelope(last), last.body)
    last.save(force_insert=True)
    if chance.random() < 0.5:
        sql(
            "UPDATE summary SET last_number = %s, last_digest = %s WHERE complaint = %s",
            last.number, last.digest, as_stored(last.complaint),
        )  # fmt: skip
    return f"entry {last.number} of {last.complaint} made up"


WAYS = (
    edit(Entry, ENTRY),
    edit(Entry, ENTRY),
    edit(Content, CONTENT),
    edit(Request, REQUEST),
    edit(Summary, SUMMARY),
    delete_an_entry,
    delete_the_end,
    delete_an_entry_and_number_the_rest_again,
    swap_numbers,
    swap_texts,
    swap_words_with_their_salts,
    move_words,
    delete_words,
    erase_without_saying_so,
    delete_a_whole_stream,
    delete_a_request_or_list,
    move_an_entry_to_another_complaint,
    forge,
    forge,
    add_an_entry,
)


def signature(secret, told):
    """How a checkpoint is signed, written down a second time."""
    return hmac.new(secret.encode(), chain.canonical(told).encode(), hashlib.sha256).hexdigest()
