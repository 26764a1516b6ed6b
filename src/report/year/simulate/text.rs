//! A simulation on one screen.

use anstyle::Style;

use super::sentences::{
    chance, drawn, every_group, goals, invented, left_out, margin, near, part, policy_name, reached, replays,
};
use super::{REPLAYS_FILE, SIMULATION_FILES, Simulated, mean_in_tenths, spread, task};
use crate::domain::Language;
use crate::report::screen::Section;
use crate::report::words::either;
use crate::report::{Form, Screen};
use crate::year::simulate::{Goals, Histogram, Tally};

/// The simulation: for every policy how likely each group reaches its number, and by what that is reckoned.
pub fn simulation_text(told: &Simulated<'_>, screen: &Screen) -> String {
    let mut lines = headline(told, screen);
    if told.replays() == 0 {
        lines.extend(screen.sections([files(screen)]));
        return lines.join("\n") + "\n";
    }
    let mut sections: Vec<Section> = told.tallies.iter().map(|tally| of_policy(told, tally, screen)).collect();
    if let [tally] = told.tallies {
        sections.push(in_words(told, tally, screen));
    }
    sections.push(basis(told, screen));
    sections.push(files(screen));
    lines.extend(screen.sections(sections));
    lines.join("\n") + "\n"
}

fn headline(told: &Simulated<'_>, screen: &Screen) -> Vec<String> {
    let setting = told.setting;
    let name = screen.paint(Style::new().bold(), &setting.model.round.model.name);
    let replays = replays(told.replays(), screen.language);
    let seed = setting.seed;
    let line = screen.say("of the year, seed", "van het jaar, loting");
    let first = [format!("{name}: {replays} {line} {seed}"), screen.faint(goals(setting.goals, screen.language))];
    let part = told.shard.map(|shard| part(shard, told.replays(), screen.language));
    let margin = (told.replays() > 0).then(|| margin(told.replays(), screen.language));
    let sentences = part.into_iter().chain(margin);
    first.into_iter().chain(sentences.flat_map(|sentence| screen.paragraph(&sentence))).collect()
}

fn of_policy(told: &Simulated<'_>, tally: &Tally, screen: &Screen) -> Section {
    let say = |english: &'static str, dutch: &'static str| screen.say(english, dutch).to_owned();
    let mut rows = vec![vec![
        String::new(),
        say("decided", "besluit"),
        say("reached in", "gehaald in"),
        screen.form().percentage("10"),
        say("half", "helft"),
        screen.form().percentage("90"),
        say("refused", "geweigerd"),
        say("waiting", "wacht nog"),
    ]];
    // Without the goals that say who is placed, how long those had waited is the solver's whim.
    let says_who = told.setting.goals != Goals::Placed;
    if says_who {
        rows[0].push(say("had waited", "wachtte"));
    }
    for (group, of_group) in told.groups(tally) {
        let mut row =
            numbers(told, screen, group.names.get(screen.language), told.decided(&group.id), &of_group.places);
        let waiting = (of_group.waiting.total() * 2 + told.replays()) / (2 * told.replays().max(1));
        row.extend([whole_mean(&of_group.refused, screen.language), screen.form().grouped(i128::from(waiting))]);
        if says_who {
            row.push(days(screen, &of_group.waited));
        }
        rows.push(row);
    }
    rows.push(numbers(told, screen, screen.say("All of them", "Samen"), told.decided_for_all(), &tally.places));
    let mut lines = screen.table(rows, &[1, 2, 3, 4, 5, 6, 7, 8]);
    if let Some(first) = lines.first_mut() {
        *first = screen.faint(first);
    }
    lines.push(every_group(told, tally, screen.language));
    lines.extend(task::sentence(told, tally, screen.language).iter().flat_map(|task| screen.paragraph(task)));
    let remarks = [Some(left_empty(tally, screen.language)), near(&tally.unproven, &tally.short, screen.language)];
    let remarks = remarks.into_iter().flatten().flat_map(|remark| screen.paragraph(&remark));
    lines.extend(remarks.map(|line| screen.faint(&line)));
    Section { heading: capital(policy_name(tally.policy, screen.language)), lines }
}

fn numbers(told: &Simulated<'_>, screen: &Screen, name: &str, decided: u32, places: &Histogram) -> Vec<String> {
    let form = screen.form();
    let cut = screen.name(name, 23);
    let chance = chance(places.at_least(decided), told.replays(), screen.language);
    let mut row = vec![cut, form.grouped(i128::from(decided)), chance];
    row.extend(spread(places).unwrap_or_default().map(|number| form.grouped(i128::from(number))));
    row
}

pub(super) fn whole_mean(histogram: &Histogram, language: Language) -> String {
    Form::of(language).grouped(i128::from((mean_in_tenths(histogram) + 5) / 10))
}

fn days(screen: &Screen, histogram: &Histogram) -> String {
    let middle = histogram.percentile(50).map(|days| screen.form().grouped(i128::from(days)));
    middle.map_or_else(|| "–".to_owned(), |days| format!("{days} {}", screen.say("days", "dagen")))
}

/// What becomes of the dwellings that no group has.
pub(super) fn left_empty(tally: &Tally, language: Language) -> String {
    let held: Vec<u32> = tally.held.iter().filter_map(|held| held.percentile(50)).collect();
    let most = Form::of(language).grouped(i128::from(held.iter().max().copied().unwrap_or(0)));
    let released = whole_mean(&tally.released, language);
    match language {
        Language::En => format!(
            "Reserved homes that stand empty at the end of a month: {most} at most; homes that went to other seekers: \
             {released} a year."
        ),
        Language::Nl => format!(
            "Geoormerkte woningen die aan het eind van een maand leegstaan: hoogstens {most}; woningen die naar andere \
             zoekers gingen: {released} per jaar."
        ),
    }
}

fn in_words(told: &Simulated<'_>, tally: &Tally, screen: &Screen) -> Section {
    let language = screen.language;
    let groups = told.groups(tally).into_iter().filter(|(group, _)| told.decided(&group.id) > 0);
    let sentences = groups.map(|(group, of_group)| {
        reached(told, group.names.get(language), told.decided(&group.id), &of_group.places, language)
    });
    Section { heading: screen.say("In words", "In woorden").to_owned(), lines: screen.listed(sentences) }
}

fn basis(told: &Simulated<'_>, screen: &Screen) -> Section {
    Section {
        heading: screen.say("What this rests on", "Waar dit op berust").to_owned(),
        lines: screen.listed(basis_sentences(told, screen.language)),
    }
}

/// What was drawn, what was left out, and what the pace was.
pub(super) fn basis_sentences(told: &Simulated<'_>, language: Language) -> Vec<String> {
    let pace = if told.planned {
        either(language, "Pace: the monthly plan.", "Tempo: het maandplan.")
    } else {
        either(language, "Pace: a twelfth of the decision a month.", "Tempo: een twaalfde van het besluit per maand.")
    };
    let sentences = [drawn(told.setting.year.chances, language), invented(language).to_owned()];
    let others = left_out(told, language).into_iter().chain([pace.to_owned()]);
    sentences.into_iter().chain(others).collect()
}

fn files(screen: &Screen) -> Section {
    let heading = screen.say("Results", "Resultaten").to_owned();
    let lines = screen.folder.iter().flat_map(|folder| {
        let names = SIMULATION_FILES.into_iter().chain([REPLAYS_FILE]).collect::<Vec<_>>().join("  ");
        [folder.display().to_string(), screen.faint(&names)]
    });
    Section { heading, lines: lines.collect() }
}

/// With a capital first.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
