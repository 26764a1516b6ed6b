//! What the settings of a round and its model say together, and how far that can be relied on.

use crate::domain::{ChangedSetting, Code, Family, Labels, Language, Model, Month, Problem};

use super::adopted;
use super::asked;
use super::change::{Own, Setting, lay_settings_over, stated};
use super::files::{Files, workbook_name};
use super::limits::family;
use super::model::{self, Groups};
use super::round::{self, About};
use super::section::{Findings, Section};
use super::settings::{self, Node, Value};

/// The settings of a round; nothing where they could not be read.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// What the round says about itself.
    pub(super) about: Option<About>,
    /// The model with the round's tables laid over it.
    pub(super) model: Option<Model>,
    /// File and line of each limit's name, in the model's order.
    pub(super) limit_places: Vec<(String, usize)>,
    /// Which parts of the model have no fault.
    pub(super) sound: Sound,
    /// Limits of an `each` that a scenario gives bounds of their own, adopted or tried.
    pub(super) own: Vec<OwnFamily>,
    /// What held before at each change that the round adopted, in order.
    pub(super) before: Vec<String>,
    /// The settings that a scenario changes, each with its value then and what held before, the adopted changes included.
    pub(super) tried: Vec<ChangedSetting>,
}

/// The family of one limit of an `each`, with the bounds that a scenario gives this one alone.
#[derive(Debug)]
pub(super) struct OwnFamily {
    /// The family as it is for this limit; nothing where it bounds nothing any more.
    pub(super) family: Option<Family>,
    /// `NAME: VALUE`.
    pub(super) name: String,
    /// What to say where no limit has the name.
    pub(super) unknown: Problem,
}

/// The parts of a model that have no fault. What is held against a faulty part would only give problems
/// that vanish with the fault.
#[derive(Debug, Default)]
pub(super) struct Sound {
    /// All that the rules look at.
    pub(super) rules: bool,
    /// The limits.
    pub(super) limits: bool,
    /// Which groups there are.
    pub(super) groups: bool,
    /// Which labels there are.
    pub(super) labels: bool,
}

impl Settled {
    /// The groups, where it is known which there are.
    pub(super) fn groups(&self) -> Option<&Groups> {
        self.model.as_ref().filter(|_| self.sound.groups).map(|model| &model.groups)
    }

    /// The labels, where it is known which there are.
    pub(super) fn labels(&self) -> Option<&Labels> {
        self.model.as_ref().filter(|_| self.sound.labels).map(|model| &model.rules.known_labels)
    }
}

/// Reads the round and the model under it, with the changes of a scenario laid over both.
pub(super) fn settled(files: &Files, seed: Option<u64>, changes: &[Setting], problems: &mut Vec<Problem>) -> Settled {
    let findings = Findings::new(std::mem::take(problems));
    let is_file = workbook_name(files).is_none();
    let root = round::settings(files, &findings);
    let about = root.as_ref().map(|root| round::about(root, seed, &findings));
    let before = findings.borrow().len();
    let mut laid = Vec::new();
    if let Some(root) = root.as_ref().filter(|_| is_file) {
        laid = adopted::settings(root, &findings);
        model::check_format(root, &findings);
        model::check_names(root, &findings);
    }
    *problems = findings.into_inner();
    if is_file {
        round::report_missing(files, &["round.toml"], problems);
    }
    let named = about.as_ref().is_some_and(|about| about.names_model);
    let month = about.as_ref().and_then(|about| about.month);
    let adopted = laid.len();
    laid.extend_from_slice(changes);
    let found =
        root.filter(|_| named).and_then(|root| model_under(files, (root, month), laid.split_at(adopted), problems));
    let (model, others) = found.unzip();
    let Others { limit_places, own, before: stated, tried } = others.unwrap_or_default();
    let sound = Sound::without(&problems[before..]);
    Settled { about, model, limit_places, sound, own, before: stated, tried }
}

/// What goes with a model; see [`Settled`].
#[derive(Default)]
struct Others {
    limit_places: Vec<(String, usize)>,
    own: Vec<OwnFamily>,
    before: Vec<String>,
    tried: Vec<ChangedSetting>,
}

/// The model with the round's tables and the changes that it adopted and that a scenario makes laid over it, and what goes with its limits.
fn model_under(
    files: &Files,
    (round, month): (Node, Option<Month>),
    (adopted, tried): (&[Setting], &[Setting]),
    problems: &mut Vec<Problem>,
) -> Option<(Model, Others)> {
    round::report_missing(files, &["model/model.toml"], problems);
    let mut root = settings::parsed("model/model.toml", files.get("model/model.toml")?, problems)?;
    let findings = Findings::default();
    model::check_format(&root, &findings);
    model::check_names(&root, &findings);
    asked::ask(&mut root, files, &round, month, problems);
    lay_round_over(&mut root, round);
    let before = stated(&root, adopted);
    let before_tried = stated_with(&root, adopted, tried);
    let own = lay_settings_over(&mut root, &[adopted, tried].concat(), &findings);
    let model = model::model(&root, &findings);
    let tried = changed(tried, before_tried, stated(&root, tried));
    let own = own.into_iter().map(|own| own_family(own, &model, &findings)).collect();
    problems.extend(without_followers(findings.into_inner()));
    if root.get("model").is_some_and(|about| about.get("norms").is_some()) {
        round::report_missing(files, &["norms/rent.csv", "norms/income.csv", "norms/size.csv"], problems);
    }
    let places = root.get("limit").map(Node::items).unwrap_or_default().iter().map(|limit| {
        let name = limit.get("name").unwrap_or(limit);
        (name.file.to_string(), name.line)
    });
    Some((model, Others { limit_places: places.collect(), own, before, tried }))
}

/// What a model states at the paths of a scenario once a round's adopted changes are laid over it.
fn stated_with(root: &Node, adopted: &[Setting], tried: &[Setting]) -> Vec<String> {
    if tried.is_empty() {
        return Vec::new();
    }
    let mut root = root.clone();
    lay_settings_over(&mut root, adopted, &Findings::default());
    stated(&root, tried)
}

/// The changes of a scenario: each with the value as typed, or what a relative one comes to.
fn changed(tried: &[Setting], before: Vec<String>, after: Vec<String>) -> Vec<ChangedSetting> {
    let change = |(setting, (before, after)): (&Setting, (String, String))| {
        let value = if setting.is_relative() { after } else { setting.value() };
        ChangedSetting { typed: format!("{}={value}", setting.path()), before }
    };
    tried.iter().zip(before.into_iter().zip(after)).map(change).collect()
}

fn own_family(own: Own, model: &Model, findings: &Findings) -> OwnFamily {
    let section = Section::new(&own.node, &format!("limit \"{}\"", own.name), findings);
    let words = (&model.groups, &model.rules.known_labels);
    let family = (!own.is_off).then(|| family(&section, words, model.sharing.as_ref()));
    OwnFamily { family, name: own.name, unknown: own.unknown }
}

fn lay_round_over(root: &mut Node, mut round: Node) {
    if let Value::Table(entries) = &mut round.value {
        entries.retain(|(key, _)| !["round", "format", "adopted"].contains(&key.as_str()));
    }
    root.lay_over(round);
}

/// Where it is not known which groups or labels there are, that one of them is unknown is no news.
pub(super) fn without_followers(problems: Vec<Problem>) -> impl Iterator<Item = Problem> {
    let sound = Sound::without(&problems);
    problems.into_iter().filter(move |problem| match problem.code {
        Code::GroupUnknown => sound.groups,
        Code::LabelUnknown => sound.labels,
        _ => true,
    })
}

impl Sound {
    /// What is left of a model that has these problems.
    pub(super) fn without(problems: &[Problem]) -> Self {
        let errors = problems.iter().filter(|problem| !problem.code.is_warning());
        let touched = |part: &str| errors.clone().any(|problem| touches(problem, part));
        Self {
            rules: !errors.clone().any(concerns_rules),
            limits: !touched("limit"),
            groups: !touched("group"),
            labels: !touched("rules") && !touched("labels") && !errors.clone().any(hides_labels),
        }
    }
}

/// Whether a problem is about a list or table as a whole, about one without a name in it, or about a key
/// that was probably meant to be it. For limits any problem is.
fn touches(problem: &Problem, part: &str) -> bool {
    let path = problem.column.as_deref().unwrap_or_default();
    let meant = problem.code == Code::KeyUnknown && problem.details.first().is_some_and(|near| near == part);
    let unnamed =
        path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || (part == "group" && rest.starts_with('.')));
    meant || unnamed || (part == "limit" && path.starts_with("limit"))
}

/// Whether labels are declared in a way that cannot be read.
fn hides_labels(problem: &Problem) -> bool {
    problem.code == Code::KeyKind && problem.column.as_deref().is_some_and(|path| path.starts_with("rules.labels"))
}

/// Whether a problem casts doubt on what the rules say of a pair: not one with a limit, a goal or the
/// model's name, nor a table that has no meaning and is like none that has.
fn concerns_rules(problem: &Problem) -> bool {
    let path = problem.column.as_deref().unwrap_or_default();
    let stray = problem.code == Code::KeyUnknown && !path.contains('.') && problem.details == [""];
    let elsewhere = ["limit", "objective", "model."].iter().any(|part| path.starts_with(part));
    !stray && !elsewhere
}

/// The language of a round's model, wherever it can be read, whatever else is wrong.
pub(super) fn language(files: &Files) -> Option<Language> {
    let round = match workbook_name(files) {
        Some(_) => None,
        None => files.get("round.toml").and_then(|bytes| settings::recovered(bytes)),
    };
    let model = files.get("model/model.toml").and_then(|bytes| settings::recovered(bytes));
    [round, model].iter().flatten().find_map(language_in)
}

/// The language that a settings file of a model states.
pub(super) fn language_in(root: &Node) -> Option<Language> {
    match root.get("model")?.get("language")?.as_text()?.trim() {
        "nl" => Some(Language::Nl),
        "en" => Some(Language::En),
        _ => None,
    }
}
