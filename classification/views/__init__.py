"""Pages of the classification app, one module a noun."""
