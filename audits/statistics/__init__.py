"""What numbers of few visits may claim: ranges, comparisons, agreement, drivers, the planner.

Plain numbers in, plain numbers out: lists of floats, ``None`` where somebody has no value, and
``None`` as the answer where there is nothing to say (never 0). Intervals are pairs (low, high).
Distributions, quantiles and tests are SciPy's; by hand is only what SciPy has not. SciPy takes its
time to load: import this package where ranges are worked out (inside the function of an action, a
command or the building of a report), never at the start of a process that answers requests.

The formulas and their limits in words: docs/scoring.md, "What few visits can say".
"""

from audits.statistics.agreement import (
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    icc,
    krippendorff_alpha,
)
from audits.statistics.comparing import (
    Welch,
    benjamini_hochberg,
    holm,
    permutation_test,
    sign_flip_test,
    welch,
)
from audits.statistics.doubles import (
    COEFFICIENTS_FROM,
    Agreement,
    DoubleVisit,
    Estimate,
    agreement_of,
    alpha_grade,
    paired,
)
from audits.statistics.drivers import lmg, relative_weights
from audits.statistics.figures import (
    AuditRanges,
    Goals,
    PlaceRanges,
    Ranged,
    audit_ranges,
    ranges_of_visits,
    spread_of_cells,
)
from audits.statistics.hierarchy import DOUBT, SURE, WRONG, Hierarchy
from audits.statistics.intervals import (
    difference_of_shares,
    mean_interval,
    net_promoters,
    net_promoters_error,
    nps_interval,
    wilson_interval,
)
from audits.statistics.planning import (
    detectable_difference,
    detection_power,
    largest_distortion,
    visits_needed,
)
from audits.statistics.plausibility import longest_run
from audits.statistics.pooling import (
    PRIOR_DF,
    PRIOR_SD,
    Spread,
    pooled_intervals,
    pooled_spread,
    shrunken_means,
    spread_of,
)
from audits.statistics.rounds import Plan, Step, arrows, plan, step
from audits.statistics.tiers import surely_better, tiers

__all__ = [
    "COEFFICIENTS_FROM",
    "DOUBT",
    "PRIOR_DF",
    "PRIOR_SD",
    "SURE",
    "WRONG",
    "Agreement",
    "AuditRanges",
    "DoubleVisit",
    "Estimate",
    "Goals",
    "Hierarchy",
    "PlaceRanges",
    "Plan",
    "Ranged",
    "Spread",
    "Step",
    "Welch",
    "agreement_of",
    "alpha_grade",
    "arrows",
    "audit_ranges",
    "benjamini_hochberg",
    "cohen_kappa",
    "detectable_difference",
    "detection_power",
    "difference_of_shares",
    "fleiss_kappa",
    "gwet_ac1",
    "holm",
    "icc",
    "krippendorff_alpha",
    "largest_distortion",
    "lmg",
    "longest_run",
    "mean_interval",
    "net_promoters",
    "net_promoters_error",
    "nps_interval",
    "paired",
    "permutation_test",
    "plan",
    "pooled_intervals",
    "pooled_spread",
    "ranges_of_visits",
    "relative_weights",
    "shrunken_means",
    "sign_flip_test",
    "spread_of",
    "spread_of_cells",
    "step",
    "surely_better",
    "tiers",
    "visits_needed",
    "welch",
    "wilson_interval",
]
