"""Who is here, who was, and how it is counted."""
