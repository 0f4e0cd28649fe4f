"""What is read of audits and visits. Files are named by subject."""
