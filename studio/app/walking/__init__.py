"""A case that is walked, put into words and figures: what the Walk page and the command line both tell."""
