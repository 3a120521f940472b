"""From what an organisation sent to draft incidents."""
