"""Records in the forms that others read, each with a Frictionless data package beside it."""
