"""How the program is put together where it runs: settings, addresses, the database. Nothing else imports this room."""
