"""Your complaint: where it stands, and everything that can be done about it from the resident's side."""
