"""Text as paragraphs, sentences, quotations and tags."""
