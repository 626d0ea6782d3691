"""The engine of judgement: requirements, findings, cases; the registry and the runner."""
