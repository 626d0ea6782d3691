"""Message boards (互动留言): letters and what offices answered."""
