"""Following: feeds and folders that are watched, and what saved searches find, told to whoever wants it."""
