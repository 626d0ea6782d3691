"""Papers (公文材料): gathered from the books, made, kept, approved."""
