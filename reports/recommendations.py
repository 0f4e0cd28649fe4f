"""Pure: findings become ranked development recommendations."""
