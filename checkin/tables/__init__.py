"""Files as tables of text: other people's CSV and XLSX read, ours written."""
