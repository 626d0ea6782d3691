"""The proof of past runs: manifests and their chain, archived bytes, pictures."""
