"""Work that nobody waits for: the queue, its worker, and the tick that finds what has become due."""
