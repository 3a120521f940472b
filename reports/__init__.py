"""What reports say and what a picture says of them: plain Python, no web and no database."""
