"""The words of other people's lists: headings, countries, languages, names, states."""
