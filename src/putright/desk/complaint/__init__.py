"""The page of one complaint: where it stands, what is next, the resident's needs, and the whole record."""
