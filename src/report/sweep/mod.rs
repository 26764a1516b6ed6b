//! A sweep as table, CSV, JSON and picture.

mod csv;
mod heat;
mod json;
mod lines;

pub use csv::sweep_csv;
pub use json::sweep_json;

use crate::domain::{Counts, Language, Round, Tier};
use crate::input::{Point, Range};
use crate::study::{Figures, Sweep};

use super::Form;
use super::words::{either, goal, units};

/// Everything that is told of a sweep.
#[derive(Debug, Clone, Copy)]
pub struct Swept<'a> {
    /// The round as it is.
    pub round: &'a Round,
    /// The ranges, one or two.
    pub ranges: &'a [Range],
    /// The figures at every point.
    pub found: &'a Sweep,
}

/// A figure that can be followed over the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Followed<'a> {
    /// Households placed.
    Placed,
    /// The value of a goal.
    Tier(Tier),
    /// Households of a group placed.
    Group(&'a str),
}

impl Followed<'_> {
    /// Its value; `None` where there is none.
    pub(super) fn of(self, figures: &Figures) -> Option<i64> {
        match self {
            Followed::Placed => i64::try_from(figures.placed).ok(),
            Followed::Tier(tier) => figures.tier(tier),
            Followed::Group(group) => i64::try_from(figures.group(group)?.placed).ok(),
        }
    }

    /// Its name.
    pub(super) fn name(self, round: &Round, language: Language) -> String {
        match self {
            Followed::Placed => goal(language, Tier::Placed).to_owned(),
            Followed::Tier(tier) => goal(language, tier).to_owned(),
            Followed::Group(group) => {
                round.model.groups.get(group).map_or(group, |group| group.names.get(language)).to_owned()
            }
        }
    }
}

impl<'a> Swept<'a> {
    /// The values of both ranges, or of the one, at a point.
    pub(super) fn values(&self, point: usize) -> Vec<&'a Point> {
        let across = self.found.across;
        match self.ranges {
            [only] => vec![&only.points[point]],
            [first, second, ..] => vec![&first.points[point / across], &second.points[point % across]],
            [] => Vec::new(),
        }
    }

    /// The number placed, then the other goals in order.
    pub(super) fn goals(&self) -> Vec<Followed<'a>> {
        let tiers = self.found.now.tiers.iter().map(|(tier, _)| *tier).filter(|tier| *tier != Tier::Placed);
        std::iter::once(Followed::Placed).chain(tiers.map(Followed::Tier)).collect()
    }

    /// The groups with a place at any point, by id.
    pub(super) fn groups(&self) -> Vec<Followed<'a>> {
        let groups = self.found.now.groups.iter().map(|found| Followed::Group(&found.group));
        groups.filter(|group| self.everywhere().any(|figures| group.of(figures) > Some(0))).collect()
    }

    /// Whether a figure is not the same at every point.
    pub(super) fn varies(&self, followed: Followed<'_>) -> bool {
        let mut values = self.found.points.iter().map(|figures| followed.of(figures));
        let first = values.next();
        values.any(|value| Some(value) != first)
    }

    /// The goal that a picture shows: the number placed, or where that is the same everywhere the first goal that
    /// is not.
    pub(super) fn pictured(&self) -> Followed<'a> {
        self.goals().into_iter().find(|goal| self.varies(*goal)).unwrap_or(Followed::Placed)
    }

    fn everywhere(&self) -> impl Iterator<Item = &'a Figures> {
        std::iter::once(&self.found.now).chain(&self.found.points)
    }
}

/// A value in the form of the language.
pub(super) fn shown(point: &Point, language: Language) -> String {
    Form::of(language).exact(&point.text).replacen('-', "−", 1)
}

/// What the numbers of a range are: "% of the dwellings", "euro", "support units"; empty where that is not known.
pub(super) fn unit(round: &Round, range: &Range, language: Language) -> String {
    let unit = match (range.is_percentage, range.is_relative) {
        (true, true) => either(language, "% of the present value", "% van de huidige waarde").to_owned(),
        (true, false) => either(language, "% of the dwellings", "% van de woningen").to_owned(),
        (false, _) => plain_unit(round, &range.path, language).to_owned(),
    };
    match (unit.as_str(), range.is_relative && !range.is_percentage, language) {
        (_, false, _) => unit,
        ("", true, Language::En) => "from the present value".to_owned(),
        ("", true, Language::Nl) => "vanaf de huidige waarde".to_owned(),
        (_, true, Language::En) => format!("{unit} from the present value"),
        (_, true, Language::Nl) => format!("{unit} vanaf de huidige waarde"),
    }
}

fn plain_unit(round: &Round, path: &str, language: Language) -> &'static str {
    match path {
        "rules.rent.margin" => return "euro",
        "rules.dates.days" => return either(language, "days", "dagen"),
        "sharing.min" => return either(language, "sharers", "woningdelers"),
        _ => {}
    }
    let bare = path.strip_prefix("limit.").unwrap_or(path);
    let bare = bare.strip_suffix(".max").or_else(|| bare.strip_suffix(".min")).unwrap_or(bare).trim_matches('"');
    let counts = |name: &str| -> Option<Counts> {
        let of_limit = round.limits.position(name).map(|limit| round.limits.limits[limit].counts);
        let family = round.limits.families.iter().find(|family| family.is_named(name)).map(|family| family.counts);
        of_limit.or(family)
    };
    counts(bare).map_or("", |counts| units(language, counts, i64::MAX))
}

/// The pictures of a sweep as SVG: a step line over one range, a map of numbers over two.
pub fn sweep_svg(swept: &Swept<'_>, language: Language) -> String {
    match swept.ranges {
        [_] => lines::picture(swept, language),
        _ => heat::picture(swept, language),
    }
}

/// What people read for a path: the title of a limit in place of its name, with the bound behind it where it is named.
pub(super) fn called(round: &Round, path: &str, language: Language) -> String {
    let bare = path.strip_prefix("limit.").unwrap_or(path);
    let known = |name: &str| {
        let limits = &round.limits;
        let limit = limits.position(name).map(|limit| limits.limits[limit].title(language));
        let family =
            || limits.families.iter().find(|family| family.is_named(name)).map(|family| family.title(language));
        limit.or_else(family)
    };
    let whole = known(bare.trim_matches('"')).map(str::to_owned);
    let of_bound = || {
        let (name, bound) = bare.rsplit_once('.')?;
        Some(format!("{}.{bound}", known(name.trim_matches('"'))?))
    };
    whole.or_else(of_bound).unwrap_or_else(|| path.to_owned())
}

/// What a sweep is of, and what a picture of it is of.
pub(super) fn title(swept: &Swept<'_>, followed: Followed<'_>, language: Language) -> String {
    let name = capital(&followed.name(swept.round, language));
    let paths: Vec<String> =
        swept.ranges.iter().map(|range| format!("“{}”", called(swept.round, &range.path, language))).collect();
    let (by, and) = (either(language, "by", "naar"), either(language, " and ", " en "));
    format!("{name} {by} {}", paths.join(and))
}

/// With a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
