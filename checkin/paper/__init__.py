"""Fonts, runs of one script, and the PDF page that they are set on."""
