"""Measures whose rules change by reporting year, as dated data with its source and what is doubtful in it."""
