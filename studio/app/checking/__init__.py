"""What was found in a diagram, ready for a page: findings by kind, a fault step by step, standings."""
