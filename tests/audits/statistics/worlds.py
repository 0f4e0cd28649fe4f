"""Worlds that simulations draw visits from: what is true of the sites, and how visits vary."""

import numpy as np

from audits.statistics import PRIOR_SD, Hierarchy, spread_of
from tests.audits.scoring.test_published import read_case

WITHIN, BETWEEN = PRIOR_SD, 11.7


def normal(between):
    return lambda draw, sites: draw.normal(65, between, sites)


def halves(apart):
    """Two kinds of sites, alike among themselves: calls inside a half are all wrong."""
    return lambda _draw, sites: 60 + apart * (np.arange(sites) < sites // 2).astype(float)


def one_poor(apart):
    """All are exactly alike but one."""
    return lambda _draw, sites: 70 - apart * (np.arange(sites) == 0).astype(float)


def steps(apart):
    return lambda _draw, sites: 50 + apart * np.arange(sites, dtype=float)


TRUTHS = {
    **{f"spread {between}": normal(between) for between in (0, 1, 2, 3, 5, 8, BETWEEN, 18)},
    "two halves 10 apart": halves(10),
    "two halves 25 apart": halves(25),
    "one poor by 15": one_poor(15),
    "one poor by 30": one_poor(30),
    "steps of 2": steps(2),
    "steps of 5": steps(5),
}


def gauss(within=WITHIN):
    return lambda draw, size: draw.normal(0, within, size)


def heavy(draw, size):
    return draw.standard_t(4, size) * WITHIN / np.sqrt(2)


def skewed(draw, size):
    """Most visits good, some very poor."""
    return WITHIN - draw.exponential(WITHIN, size)


def uneven(draw, size):
    """Sites differ in how much their visits vary."""
    return draw.normal(0, 1, size) * draw.uniform(6, 20, (size[0], 1))


NOISES = {
    "as elsewhere": gauss(),
    "twice as much": gauss(2 * WITHIN),
    "half as much": gauss(WITHIN / 2),
    "heavy tails": heavy,
    "skewed": skewed,
    "uneven": uneven,
}


def real():
    """Residuals of 808 undercover visits: the share of the checklist, each scenario's mean taken
    out, around the mean of the clinic, stretched by what a small group hides."""
    found = {}
    visits = read_case("mumbai_sp")["visits"]
    shares = [100 * np.mean([one for one in v["items"] if one is not None]) for v in visits]
    usual = {
        case: np.mean([s for s, v in zip(shares, visits, strict=True) if v["case"] == case])
        for case in (1, 2)
    }
    for share, visit in zip(shares, visits, strict=True):
        found.setdefault(visit["unit"], []).append(share - usual[visit["case"]])
    groups = [np.array(group) for group in found.values() if len(group) > 1]
    left = np.concatenate([(g - g.mean()) * np.sqrt(len(g) / (len(g) - 1)) for g in groups])
    return lambda draw, size: draw.choice(left, size)


def called(draw, truth, noise, sites, visits):
    """One round: the true scores, and which sites are called better than which."""
    true = truth(draw, sites)
    found = true[:, None] + noise(draw, (sites, visits))
    means = found.mean(axis=1)
    squares = float(((found - means[:, None]) ** 2).sum())
    hierarchy = Hierarchy(
        means, [visits] * sites, spread_of(squares, sites * (visits - 1), own_from=20)
    )
    return true, hierarchy.surely(range(sites))


class Tally:
    """Calls made and calls wrong, over rounds. A call between equals is wrong."""

    def __init__(self, rounds):
        self.shares, self.calls, self.wrong, self.pairs, self.speaking = [], 0, 0, 0, 0
        for true, surely in rounds:
            made, wrong = surely.sum(), (surely & (true[:, None] <= true[None, :])).sum()
            self.shares.append(wrong / max(1, made))
            self.calls, self.wrong = self.calls + made, self.wrong + wrong
            self.speaking += made > 0
            self.pairs += len(true) * (len(true) - 1) // 2

    @property
    def wrong_in_a_round(self):
        """The share of a round's calls that is wrong, 0 of none, averaged over rounds."""
        return float(np.mean(self.shares))

    @property
    def wrong_of_all(self):
        return float(self.wrong / max(1, self.calls))


def tally(truth, noise, sites, visits, *, rounds, seed=4):
    draw = np.random.default_rng([seed, sites, visits])
    return Tally(called(draw, truth, noise, sites, visits) for _ in range(rounds))
