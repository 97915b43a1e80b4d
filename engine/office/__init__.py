"""What every door asks for: settings, frameworks, scoring, keeping."""
