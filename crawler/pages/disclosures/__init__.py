"""What is disclosed by a rule of its own: yearly reports, budgets, gazettes, decisions, plans."""
