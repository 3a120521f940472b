"""Where a report is cut: the passages that tell of one incident each, and what is left out."""
