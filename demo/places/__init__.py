"""The places of the sample county: per body, what it publishes and which faults it has."""
