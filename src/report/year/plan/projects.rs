//! What becomes of the dwellings of projects: how many are kept for the groups, let to them and left over.

use super::PlannedYear;
use super::words::{month_short, number, table};
use crate::domain::Language;
use crate::report::document::Table;
use crate::report::words::either;
use crate::year::plan::Project;

/// Every project, in the order of the year's supply.
pub(super) fn each(told: &PlannedYear<'_>, language: Language) -> Table {
    let caption = (
        "Homes in projects; kept: for the groups, by agreement or reservation; months: that homes wait, all together, until they are let to the groups or the year ends",
        "Woningen in projecten; bestemd: voor de doelgroepen, door afspraak of reservering; maanden: die woningen samen leegstaan tot ze aan de doelgroepen worden verhuurd of het jaar om is",
    );
    let head = [
        ("project", "project"),
        ("delivered", "oplevering"),
        ("homes", "woningen"),
        ("kept", "bestemd"),
        ("let", "verhuurd"),
        ("unused", "over"),
        ("months", "maanden"),
    ];
    let mut table = table(language, caption, &head);
    for project in told.found.figures.projects.iter().filter(|project| project.kept + project.let_to_groups > 0) {
        let source = &told.year.supply[project.source];
        let month = source.delivered.map_or_else(String::new, |month| month_short(language, month));
        let numbers = [source.dwellings, project.kept, project.let_to_groups, project.unused, project.waited]
            .map(|of| number(language, of));
        table.add([source.name.clone(), month].into_iter().chain(numbers).collect(), false);
    }
    if !table.rows.is_empty() {
        let dwellings = |project: &Project| told.year.supply[project.source].dwellings;
        let of: [fn(&Project) -> u32; 4] =
            [|one| one.kept, |one| one.let_to_groups, |one| one.unused, |one| one.waited];
        let named = || told.found.figures.projects.iter().filter(|project| project.kept + project.let_to_groups > 0);
        let sums = of.map(|of| named().map(of).sum::<u32>());
        let all: u32 = named().map(dwellings).sum();
        let cells = std::iter::once(all).chain(sums).map(|sum| number(language, sum));
        let name = either(language, "all", "totaal").to_owned();
        table.add([name, String::new()].into_iter().chain(cells).collect(), true);
    }
    table
}

/// How many of the homes kept for the groups are let to them; `None` where none is kept.
pub(super) fn sentence(told: &PlannedYear<'_>, language: Language) -> Option<String> {
    let projects = &told.found.figures.projects;
    let sum = |of: fn(&Project) -> u32| projects.iter().map(of).sum::<u32>();
    let (kept, unused) = (sum(|one| one.kept), sum(|one| one.unused));
    let [all, used, left] = [kept, kept - unused, unused].map(|homes| number(language, homes));
    (kept > 0).then(|| match language {
        Language::En => format!(
            "Of {all} homes in projects that are kept for the groups {used} are let to them in the year and {left} are not. Steady months come \
             before empty homes in the order of the goals; the policy “peaks” has them the other way round."
        ),
        Language::Nl => format!(
            "Van de {all} woningen in projecten die voor de doelgroepen zijn bestemd, worden er in het jaar {used} aan hen verhuurd en {left} niet. \
             Gelijkmatige maanden gaan in de volgorde van de doelen vóór leegstand; bij het beleid ‘met pieken’ is dat andersom."
        ),
    })
}
