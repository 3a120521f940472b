"""What a dossier reads."""
