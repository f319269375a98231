"""Letters at the desk: writing beside the page as it will be printed, approval, sending, and the print queue."""
