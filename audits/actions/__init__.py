"""What happens to audits and visits: each deed one transaction and one line in the trail."""

from audits.actions.scores import refresh_audit, refresh_places, refresh_scores, remove_scores

__all__ = ["refresh_audit", "refresh_places", "refresh_scores", "remove_scores"]
