"""Reports and the feed: gathered from the books, written, released."""
