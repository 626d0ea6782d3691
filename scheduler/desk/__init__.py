"""Behind the console: accounts and sessions, a look into the books, acts on cases."""
