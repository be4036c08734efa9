"""What a desk can do, without a screen."""
