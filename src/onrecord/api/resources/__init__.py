"""What there is, a module for each kind of thing."""
