"""Review: the drafts that a report was read into, looked through beside its text and made incidents."""
