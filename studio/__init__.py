"""The studio for customer-service processes."""
