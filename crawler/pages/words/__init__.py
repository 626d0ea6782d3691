"""The words of pages: text in one form, dates, labels, roles, offices, masked personal data."""
