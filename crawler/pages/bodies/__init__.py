"""Pages about a body: profile, guide to openness, contacts, who is in charge."""
