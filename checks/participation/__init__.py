"""Participation (公众参与): calls for opinions, their outcomes, and the decisions they precede."""
