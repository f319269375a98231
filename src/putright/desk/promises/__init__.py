"""Promises across complaints: what was said would be done, until the resident has heard that it was."""
