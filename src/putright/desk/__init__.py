"""The staff's pages. Each shows what the rooms below say, and asks `perform` for everything that changes a complaint."""
