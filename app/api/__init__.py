"""The way in for other organisations' systems: they send reports, and ask what became of them."""
