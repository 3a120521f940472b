"""The words that tell what happened: lists that people can read and edit, and what weighs them."""
