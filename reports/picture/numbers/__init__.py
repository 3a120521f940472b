"""The numbers of an edition and how sure they are."""
