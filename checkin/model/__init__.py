"""The nouns of a congress."""
