"""The administrator's pages: the landlord, its people, its door, its policy, and the state of the system."""
