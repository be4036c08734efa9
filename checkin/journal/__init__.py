"""What is kept, in what order, on which disk, and how desks meet."""
