"""What the Ombudsman asked, determined and ordered, across complaints."""
