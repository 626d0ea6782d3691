"""Requests (依申请公开): how the public asks for what is not published."""
