"""What each letter must contain, composing it from a complaint, and checking that no part is missing. Pure."""
