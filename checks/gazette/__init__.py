"""The gazette (政府公报): when it appears, whether it is whole, what it carries."""
