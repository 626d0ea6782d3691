"""Major decisions (重大行政决策): from the draft to the result."""
