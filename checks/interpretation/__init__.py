"""Policy interpretations (政策解读): there, in time, linked, complete."""
