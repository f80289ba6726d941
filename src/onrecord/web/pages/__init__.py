"""The pages, one module each: what to read from the record, and the template that shows it."""
