"""Who is at the door: password and second factor, single sign-on, lock-out, sessions and their history."""
