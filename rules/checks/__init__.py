"""What is wrong with the meaning of a framework, found in the program that it compiles to."""
