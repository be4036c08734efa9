"""Who interprets what: needs from the people who are there, rules, plans, stand-ins."""
