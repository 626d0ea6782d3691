"""The visit of a portal as data: what is asked for, what came back, what it amounts to.

`tasks` is the vocabulary, `plan` decides what to ask next, `assemble` makes the dossier.
All of it is pure: the spider carries it out, and a replay from the archive repeats it.
"""
