"""Finding a person by whatever the reception desk types, in any script or spelling."""
