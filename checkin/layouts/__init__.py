"""Layouts: what stands where on a badge and on a sheet, kept as files that people can read."""
