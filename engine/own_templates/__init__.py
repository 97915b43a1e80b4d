"""An organisation's own template: examined, confined, filled in."""
