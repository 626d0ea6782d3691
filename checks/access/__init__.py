"""Access (网站功能): whether the portal can be reached."""
