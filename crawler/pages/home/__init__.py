"""What a home page offers and says of its site: entrances, search, hotlines, foot, surface."""
