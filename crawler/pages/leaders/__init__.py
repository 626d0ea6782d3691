"""Leaders (领导之窗): names, posts and the division of work."""
