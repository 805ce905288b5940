"""What people take home: the report of a session and the handout of one policy."""
