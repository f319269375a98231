"""A landlord that does not exist, with two years of complaints that read as people write them."""
