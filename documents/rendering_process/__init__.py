"""The processes that print: what runs in them, what is said to them, and the pool that keeps them."""
