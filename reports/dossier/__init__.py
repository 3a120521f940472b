"""What is told of one place: counted and judged, put into words, and laid out on a page of paper."""
