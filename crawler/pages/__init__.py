"""One page in, one reading out: charset, condition, family, menus, lists and details.

Everything here is pure: no clock, no network, no storage. Words that portals use are data, in
`words`.
"""
