"""The tables in which a person fills in a scenario: rows from it, and edits back into it."""
