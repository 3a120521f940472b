"""From incident counts to the biweekly picture and its documents."""
