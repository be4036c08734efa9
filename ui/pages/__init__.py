"""The pages of the window: one for each thing that people do at a desk."""
