"""Who an edition is for, and what each of them gets."""
