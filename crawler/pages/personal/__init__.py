"""Personal data that pages and files show unmasked."""
