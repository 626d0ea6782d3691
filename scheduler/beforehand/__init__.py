"""Self-check before posting: papers judged as if they stood on their portal, and kept nowhere."""
