"""What every page has in common: layout, components, forms, the landlord's appearance, security headers. Knows no complaint."""
