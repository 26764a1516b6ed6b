//! Whether a list of matches is about the round at all.

use crate::domain::{Code, Described, List, Match, Problem, Round};

/// That a list is about another round: more than half of its matches have an id that this one does not know, or state of
/// household or dwelling what this one does not have for the same ids. `file` is what the problem is about.
pub fn elsewhere(round: &Round, list: &List, file: &str) -> Option<Problem> {
    let all = list.matches.len();
    let knows = |one: &&Match| round.applicant(&one.applicant).is_some() && round.dwelling(&one.dwelling).is_some();
    let unknown = all - list.matches.iter().filter(knows).count();
    let contradict =
        list.matches.iter().zip(&list.stated).filter(|(one, stated)| contradicts(round, one, stated)).count();
    let found = [(Code::MatchesElsewhere, unknown), (Code::MatchesContradict, contradict)];
    let (code, number) = found.into_iter().find(|(_, number)| number * 2 > all)?;
    let problem = Problem::new(code, file).found(&round.id);
    Some(problem.detail(&number.to_string()).detail(&all.to_string()))
}

/// Whether a row states something else than the round has of its applicant or its dwelling.
fn contradicts(round: &Round, one: &Match, stated: &Described) -> bool {
    let of_applicant = round.applicant(&one.applicant).map(|index| &round.applicants[index]).is_some_and(|applicant| {
        let named = |group: &str| {
            let names = round.model.groups.get(&applicant.group).map(|group| &group.names);
            group == applicant.group || names.is_some_and(|names| names.has(group))
        };
        stated.group.as_deref().is_some_and(|group| !named(group))
            || differs(stated.persons.as_deref(), applicant.persons())
    });
    let of_dwelling = round.dwelling(&one.dwelling).map(|index| &round.dwellings[index]).is_some_and(|dwelling| {
        let apart = |stated: &Option<String>, own: &Option<String>| stated.is_some() && stated != own;
        apart(&stated.complex, &dwelling.complex)
            || apart(&stated.district, &dwelling.district)
            || differs(stated.rooms.as_deref(), dwelling.rooms)
    });
    of_applicant || of_dwelling
}

/// Whether a number is stated, and is another one.
fn differs(stated: Option<&str>, own: u32) -> bool {
    stated.and_then(|text| text.parse::<u32>().ok()).is_some_and(|number| number != own)
}
