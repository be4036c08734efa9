"""Reports: what leaves the desk on paper."""
