"""Homes: who lives there, how it is held, what was complained of there."""
