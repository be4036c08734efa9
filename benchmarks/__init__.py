"""One measurement per promise that has a number."""
