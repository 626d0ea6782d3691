"""Key fields (重点领域信息): progress of key tasks, emergency plans, suggestions and proposals."""
