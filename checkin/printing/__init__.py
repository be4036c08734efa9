"""Printing: which badges are asked for, which printer takes them, and what became of them."""
