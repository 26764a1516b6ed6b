//! The plan month by month.

use super::PlannedYear;
use super::decision::{of_route, routes};
use super::words::{month_short, number};
use crate::domain::{Language, MONTHS, Route};
use crate::report::document::Table;
use crate::report::words::either;
use crate::report::year::words::month;
use crate::year::plan::Months;

/// Places by group and month: those offered, added up, then those that groups find for themselves.
pub(super) fn by_month(told: &PlannedYear<'_>, language: Language) -> Table {
    let caption = either(language, "Places by group and month", "Woonplekken per doelgroep en maand");
    let mut table = Table { caption: caption.to_owned(), head: month_heads(language), ..Table::default() };
    let mut all = [0; MONTHS];
    for (route, name) in routes(language) {
        let mut sum = [0; MONTHS];
        let groups: Vec<&String> = of_route(told, route).collect();
        for group in &groups {
            let months = told.found.figures.groups.get(*group).copied().unwrap_or_default();
            add(&mut sum, &months);
            table.add(month_cells(&told.group_name(group, language), &months, language), false);
        }
        add(&mut all, &sum);
        let offered = route == Route::Mediated;
        let name = if offered { either(language, "offered in all", "aangeboden in totaal") } else { name };
        if !groups.is_empty() {
            table.add(month_cells(name, &sum, language), true);
        }
    }
    table.add(month_cells(either(language, "all", "totaal"), &all, language), true);
    table
}

/// The months in short, and their sum.
pub(super) fn month_heads(language: Language) -> Vec<String> {
    let months = (0..MONTHS).map(|index| month_short(language, index));
    let sum = either(language, "year", "jaar").to_owned();
    std::iter::once(String::new()).chain(months).chain([sum]).collect()
}

pub(super) fn month_cells(name: &str, months: &Months, language: Language) -> Vec<String> {
    let all: u32 = months.iter().sum();
    let numbers = months.iter().chain([&all]).map(|places| number(language, *places));
    std::iter::once(name.to_owned()).chain(numbers).collect()
}

fn add(sum: &mut Months, months: &Months) {
    sum.iter_mut().zip(months).for_each(|(sum, places)| *sum += places);
}

/// The most places offered in a month, and the greatest step from one month to the next.
pub(super) fn evenness(told: &PlannedYear<'_>, language: Language) -> String {
    let offered = &told.found.figures.offered;
    let peak = told.found.figures.peak();
    let months: Vec<usize> = (0..MONTHS).filter(|month| offered[*month] == peak).collect();
    let when = when(&months, language);
    let peak = number(language, peak);
    let first = match language {
        Language::En => format!("At most {peak} places are offered in a month ({when})"),
        Language::Nl => format!("In een maand worden ten hoogste {peak} woonplekken aangeboden ({when})"),
    };
    first + &step(offered, language)
}

fn when(months: &[usize], language: Language) -> String {
    match months {
        [only] => month(language, *only).to_owned(),
        [first, .., last] if last - first + 1 == months.len() => {
            format!("{} {} {}", month(language, *first), either(language, "to", "t/m"), month(language, *last))
        }
        _ => {
            let many = number(language, u32::try_from(months.len()).unwrap_or(0));
            format!("{many} {}", either(language, "months", "maanden"))
        }
    }
}

fn step(offered: &Months, language: Language) -> String {
    let steps = offered.windows(2).map(|pair| pair[0].abs_diff(pair[1])).enumerate();
    let (at, greatest) = steps.fold((0, 0), |most, (at, step)| if step > most.1 { (at, step) } else { most });
    let (from, to) = (month(language, at), month(language, at + 1));
    let greatest = number(language, greatest);
    match language {
        _ if greatest == "0" => either(language, "; every month is the same.", "; elke maand is gelijk.").to_owned(),
        Language::En => format!("; the greatest step from one month to the next is {greatest} ({from} to {to})."),
        Language::Nl => format!("; de grootste stap van maand op maand is {greatest} (van {from} op {to})."),
    }
}
