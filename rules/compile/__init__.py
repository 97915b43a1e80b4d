"""From a framework to the rule program: facts, strata, and what every part compiles to."""
