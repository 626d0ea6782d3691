"""Lists that come as data: JSON and XML beside a page, and the requests for more of it."""
