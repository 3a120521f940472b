"""Taking away exactly what a list or a map shows: files of rows, and a map on paper."""
