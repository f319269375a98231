"""Changes to the tables of people."""
