"""The HTML report: one self-contained page that needs no script and no network."""
