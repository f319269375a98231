"""The tables of the door, step by step."""
