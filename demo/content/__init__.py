"""The content of the sample county: what its bodies publish, apart from how a page shows it."""
