"""Exchange files: written whole, read to the end, repaired where a spreadsheet saved them."""
