"""What a desk looks like: the window on a desk, in Qt Widgets."""
