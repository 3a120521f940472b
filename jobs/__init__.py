"""When which action runs; nothing else knows the scheduler."""
