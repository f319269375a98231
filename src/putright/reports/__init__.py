"""Measures: what is counted, over plain rows, so that the same definitions run in the record, over an export and in a test.

A figure carries its numerator, its denominator, the date it goes by and the complaints behind it. Arithmetic is exact; rounding
happens once, when a figure is written out (`fractions_told`). This room knows no database, no clock and no file format.
"""
