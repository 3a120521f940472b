"""Changes drafts while their report is reviewed; each change can be undone."""
