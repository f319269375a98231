"""The tables of the front door, step by step."""
