"""Residents: how to reach them, what they need, who speaks for them."""
