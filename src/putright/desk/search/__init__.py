"""One box over everything somebody may see."""
