"""The residents' web pages: how to complain, making a complaint, and following it. No account, and no cookie."""
