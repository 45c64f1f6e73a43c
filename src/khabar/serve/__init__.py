"""The pages and the API over one store."""
