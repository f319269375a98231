"""Oversight: the numbers of a landlord, each with the complaints behind it."""
