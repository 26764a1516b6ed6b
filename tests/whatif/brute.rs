//! Small random rounds, their limits loosened, against every allocation that there is.

use sleutel::domain::{Bound, Round, Sense, Tier};
use sleutel::pipeline::Request;
use sleutel::study::{Case, what_if};

use crate::support::{Extent, best_by_enumeration, random_round};

/// One unit more of every maximum, any size, and rents a hundred euro higher.
fn loosened(round: &mut Round) {
    for family in &mut round.model.families {
        family.max = family.max.map(|bound| match bound {
            Bound::Amount(amount) => Bound::Amount(amount + family.counts.unit()),
            Bound::Percentage(hundredths) => Bound::Percentage(hundredths + 2_000),
        });
    }
    round.model.rules.size = false;
    round.model.rules.rent_margin = round.model.rules.rent_margin.map(|margin| margin + 10_000);
    round.limits = round.spread_limits();
}

#[test]
fn no_allocation_of_a_scenario_does_better_than_the_one_told() {
    let (mut better, mut moved) = (0, 0);
    for seed in 0..80 {
        let (round, standing) = random_round(seed, Extent::Tiny);
        let base = Case { round, standing };
        let Ok(scenario) = base.changed(loosened) else { continue };
        let found = what_if(&base, std::slice::from_ref(&scenario), &Request::default(), &|_, _| ()).unwrap();
        let tried = &found.scenarios[0];
        for (case, figures) in [(&base, &found.base), (&scenario, &tried.figures)] {
            let best = best_by_enumeration(&case.round, &case.standing);
            for (tier, best) in case.round.model.tiers.iter().zip(best) {
                let sign = if tier.sense() == Sense::Minimise { -1 } else { 1 };
                let is_shown = ![Tier::Lottery, Tier::Unchanged].contains(tier);
                assert!(!is_shown || figures.tier(*tier) == Some(sign * best), "seed {seed} {tier:?}");
            }
        }
        assert_eq!(found.base.placed + tried.gain.len() - tried.lose.len(), tried.figures.placed, "seed {seed}");
        better += usize::from(found.base.tiers != tried.figures.tiers);
        moved += tried.gain.len() + tried.lose.len() + tried.moved.len();
        if found.base.tiers == tried.figures.tiers {
            let all = [&tried.gain, &tried.lose, &tried.moved];
            assert!(all.iter().all(|list| list.is_empty()), "seed {seed}: nobody moves where nothing is gained");
        }
    }
    assert!(better > 10 && moved > 20, "the rounds must show something: {better} {moved}");
}
