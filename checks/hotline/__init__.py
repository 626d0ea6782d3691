"""Hotline (政务热线): one number for all that is asked of government."""
