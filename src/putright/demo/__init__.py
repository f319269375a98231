"""A believable landlord to try things on: invented homes and people, and two years of complaints told as stories.

`stories` says what happens to a complaint, day by day, and knows no database. `performing` puts a story on record through
the one door; `bulk` writes the same rows for many at once. Nobody and no place in here exists.
"""
