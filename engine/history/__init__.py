"""What earlier records say of a cell, month by month, and what is concluded of several months together."""
