"""The registers the Code asks for, as pages: what is in them, what is wrong, what to look at again by when."""
