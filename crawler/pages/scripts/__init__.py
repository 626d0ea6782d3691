"""What a page's own scripts say: values, calls and data written out in them. Never run."""
