"""Areas that are watched within a district: drawn on a map or given by their corners, changed and removed."""
