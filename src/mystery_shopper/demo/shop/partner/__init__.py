"""Oscar's partner app with the shop's own pricing strategy."""
