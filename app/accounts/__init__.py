"""Accounts: signing in and out, one-time links, who has which role."""
