"""How sure, how many, and the sender's own number."""
