"""Badges: what is on them, how it is laid out, and the file that is printed."""
