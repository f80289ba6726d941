"""Who says what: from tags to statements."""
