"""What the records mean under the rules (floor 2). Pure: no clock, network or database."""
