"""Other people's lists read and understood, and our own lists written."""
