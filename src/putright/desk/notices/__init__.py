"""What was newly due or late for somebody, until they have seen it."""
