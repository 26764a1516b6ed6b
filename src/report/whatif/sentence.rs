//! What a scenario does, in a sentence that can be read out.

use crate::allocation::Status;
use crate::domain::{Language, Tier};
use crate::report::Form;
use crate::report::words::{either, plural};
use crate::study::{Figures, Tried};

/// What a scenario does to who has a place, and to the agreed minimums.
pub fn scenario_sentence(base: &Figures, tried: &Tried, language: Language) -> String {
    let clauses = [
        Some(placed(base, tried, language)),
        gains_and_losses(tried, language),
        gone(tried, language),
        moved(tried, language),
        shortfall(base, tried, language),
    ];
    let sentence = clauses.into_iter().flatten().collect::<Vec<_>>().join("; ") + ".";
    match stopped(base, tried, language) {
        Some(remark) => format!("{sentence} {remark}"),
        None => sentence,
    }
}

fn placed(base: &Figures, tried: &Tried, language: Language) -> String {
    let (before, after) = (base.placed, tried.figures.placed);
    let form = Form::of(language);
    let from_to = match language {
        Language::En => format!("({} instead of {})", form.count(after), form.count(before)),
        Language::Nl => format!("({} in plaats van {})", form.count(after), form.count(before)),
    };
    let nobody = [&tried.gain, &tried.lose, &tried.gone, &tried.moved].iter().all(|list| list.is_empty());
    let (more, difference) = (after > before, after.abs_diff(before));
    match language {
        _ if nobody => either(
            language,
            "The same households get the same dwellings",
            "Dezelfde huishoudens krijgen dezelfde woningen",
        )
        .to_owned(),
        Language::En if difference == 0 => format!("As many households have a place as now ({})", form.count(after)),
        Language::Nl if difference == 0 => {
            format!("Evenveel huishoudens krijgen een woonplek als nu ({})", form.count(after))
        }
        Language::En => {
            let degree = if more { "more" } else { "fewer" };
            let households = plural(difference, "household has", "households have");
            format!("{} {degree} {households} a place {from_to}", form.count(difference))
        }
        Language::Nl => {
            let degree = if more { "meer" } else { "minder" };
            let households = plural(difference, "huishouden", "huishoudens");
            let get = plural(difference, "krijgt", "krijgen");
            format!("{} {households} {degree} {get} een woonplek {from_to}", form.count(difference))
        }
    }
}

fn gains_and_losses(tried: &Tried, language: Language) -> Option<String> {
    let form = Form::of(language);
    let (gain, lose) = (tried.gain.len(), tried.lose.len());
    let (gains, loses) = (form.count(gain), form.count(lose));
    Some(match (gain, lose, language) {
        (0, 0, _) => return None,
        (_, 0, Language::En) => "nobody loses a place".to_owned(),
        (_, 0, Language::Nl) => "niemand valt af".to_owned(),
        (0, _, Language::En) => {
            format!("{loses} {} and nobody gains one", plural(lose, "loses a place", "lose their place"))
        }
        (0, _, Language::Nl) => {
            format!("{loses} {} af en niemand komt erbij", plural(lose, "valt", "vallen"))
        }
        (_, _, Language::En) => format!(
            "{gains} {} a place and {loses} {}",
            plural(gain, "gains", "gain"),
            plural(lose, "loses one", "lose theirs")
        ),
        (_, _, Language::Nl) => {
            format!("{gains} {} erbij en {loses} {} af", plural(gain, "komt", "komen"), plural(lose, "valt", "vallen"))
        }
    })
}

fn gone(tried: &Tried, language: Language) -> Option<String> {
    let gone = tried.gone.len();
    let count = Form::of(language).count(gone);
    (gone > 0).then(|| match language {
        Language::En => format!("{count} with a place {} out of the round", plural(gone, "is", "are")),
        Language::Nl => format!("{count} met een woonplek {} niet meer mee in de ronde", plural(gone, "doet", "doen")),
    })
}

fn moved(tried: &Tried, language: Language) -> Option<String> {
    let moved = tried.moved.len();
    let count = Form::of(language).count(moved);
    (moved > 0).then(|| match language {
        Language::En => format!("{count} {} another dwelling", plural(moved, "gets", "get")),
        Language::Nl => format!("{count} {} een andere woning", plural(moved, "krijgt", "krijgen")),
    })
}

fn shortfall(base: &Figures, tried: &Tried, language: Language) -> Option<String> {
    let (before, after) = (base.tier(Tier::Minimums)?, tried.figures.tier(Tier::Minimums)?);
    let number = |value: i64| Form::of(language).grouped(value.into());
    let (from, to) = (number(before), number(after));
    Some(match (before.cmp(&after), language) {
        (std::cmp::Ordering::Equal, _) => return None,
        (std::cmp::Ordering::Less, Language::En) => format!("the shortfall of minimums rises from {from} to {to}"),
        (std::cmp::Ordering::Less, Language::Nl) => format!("het tekort op minima stijgt van {from} naar {to}"),
        (_, Language::En) => format!("the shortfall of minimums falls from {from} to {to}"),
        (_, Language::Nl) => format!("het tekort op minima daalt van {from} naar {to}"),
    })
}

/// That a search was stopped, so that the difference may be another one.
fn stopped(base: &Figures, tried: &Tried, language: Language) -> Option<String> {
    let sides = [base, &tried.figures].iter().filter(|figures| figures.status == Status::Feasible).count();
    (sides > 0).then(|| {
        let seconds = match (base.status, tried.figures.status) {
            (Status::Feasible, Status::Feasible) => either(language, "both", "beide"),
            (Status::Feasible, _) => either(language, "the round as it is", "de ronde zoals zij is"),
            _ => either(language, "the scenario", "het scenario"),
        };
        match language {
            Language::En => format!("Stopped at the time limit: for {seconds} a better allocation may exist."),
            Language::Nl => {
                format!("Gestopt op de tijdslimiet: voor {seconds} bestaat mogelijk een betere toewijzing.")
            }
        }
    })
}
