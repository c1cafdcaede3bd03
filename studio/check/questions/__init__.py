"""The four questions, one module each: what counts, what passes, what is lacking."""
