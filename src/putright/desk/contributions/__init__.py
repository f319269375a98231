"""Questions that teams and contractors were asked: one question, a place to answer, and nothing else."""
