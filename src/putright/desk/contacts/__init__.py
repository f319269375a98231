"""What comes in: a new contact, and triage of what is not yet a complaint or a service request."""
