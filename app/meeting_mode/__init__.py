"""The map at a meeting: slides for a projector; see docs/meeting-mode.md."""
