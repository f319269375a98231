"""The first page of the day: what must be done now, by when, and why that date."""
