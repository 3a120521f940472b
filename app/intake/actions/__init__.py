"""Takes in what was received: the police's notices, rows of a table, a pasted day report."""
