"""Public interaction (互动交流)."""
