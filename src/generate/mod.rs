//! Draws a synthetic month from a model's `population.toml`: every row is invented, and the same request
//! gives the same bytes on every machine.
//!
//! Dwellings and applicants are drawn from streams of their own, so that more applicants leave the
//! dwellings as they were; and a longer list of applicants of one city begins with the shorter one.

mod applicants;
mod chance;
mod dwellings;
mod error;
mod folder;
mod places;
mod population;
mod regional;
mod rows;
mod scaled;
mod single;
mod sound;

use std::collections::BTreeMap;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::domain::{Month, shielded};
pub use chance::Chance;
pub use error::Error;
use places::Places;
pub use population::{
    District, Group, Home, Household, Income, LabelChance, Lowered, Named, Population, SometimesDays, SometimesMany,
    Source, Span, Support,
};
pub use single::Town;
pub use sound::Flaw;

const DWELLINGS: u64 = 1;
const APPLICANTS: u64 = 2;

/// What month to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The month.
    pub month: Month,
    /// How many dwellings, all regions together; unless given, the population's own number for each region.
    pub dwellings: Option<u32>,
    /// How many applicants, all regions together; unless given, the population's own number for each region.
    pub applicants: Option<u32>,
    /// How many regions that are alike, at least 1; with 1 the columns `region` stay empty.
    pub regions: u32,
    /// Seed of the draws and of the round's lottery; `yyyymm01` of the month unless given.
    pub seed: Option<u64>,
    /// Minimums of the model's limits in this month, by the limit's name, for all regions together; others keep the
    /// model's.
    pub minimums: BTreeMap<String, u32>,
}

/// A drawn round, not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// The month, which is the round's id too.
    pub month: Month,
    /// The seed that was used.
    pub seed: u64,
    /// `dwellings.csv`.
    pub dwellings: Vec<u8>,
    /// `applicants.csv`.
    pub applicants: Vec<u8>,
    request: String,
    model_tables: String,
}

impl Generated {
    /// `round.toml`, with the path of the model as seen from the round's folder.
    pub fn round_toml(&self, model: &str) -> String {
        let Generated { month, seed, request, model_tables, .. } = self;
        let model = toml::Value::String(model.to_owned());
        format!(
            "{}: every row is invented.\n# {request}\nformat = 1\n\n[round]\nid = \"{month}\"\nmonth = \"{month}\"\n\
             model = {model}\nseed = {seed}\n{model_tables}",
            folder::MARK
        )
    }
}

/// Draws a month of a model.
///
/// # Errors
/// `population.toml` or `model.toml` is missing or wrong, or the request cannot be drawn.
pub fn generate(model_folder: &Path, request: &Request) -> Result<Generated, Error> {
    let population = population(model_folder)?;
    let model: toml::Table = read(&model_folder.join("model.toml"))?;
    let size = Size::new(&population, request)?;
    let month = request.month;
    let seed = request.seed.unwrap_or_else(|| seed_of(month));
    let Size { dwellings, applicants, regions } = size;
    let words =
        format!("--month {month} --dwellings {dwellings} --applicants {applicants} --regions {regions} --seed {seed}");
    Ok(Generated {
        month,
        seed,
        dwellings: draw_dwellings(&population, &size, month, &mut Chance::new(seed, DWELLINGS))?,
        applicants: draw_applicants(&population, &size, month, &mut Chance::new(seed, APPLICANTS))?,
        request: words,
        model_tables: scaled::limits(&model, (dwellings, u64::from(population.dwellings)), regions, &request.minimums)
            + &regional::exclusions(&model, regions),
    })
}

/// Reads a model's `population.toml`.
///
/// # Errors
/// The file is missing, has a key that does not belong there, or holds what cannot be drawn from.
pub fn population(model_folder: &Path) -> Result<Population, Error> {
    let path = model_folder.join("population.toml");
    sound_population(&path, read(&path)?)
}

/// Reads a `population.toml` that is in memory already.
///
/// # Errors
/// As of [`population`]; bytes that are no text are read as far as they are.
pub fn population_from(bytes: &[u8]) -> Result<Population, Error> {
    let path = Path::new("population.toml");
    sound_population(path, parsed(path, &String::from_utf8_lossy(bytes))?)
}

fn sound_population(path: &Path, population: Population) -> Result<Population, Error> {
    match sound::flaw(&population) {
        Some((place, flaw)) => Err(Error::Population { path: path.to_owned(), place, flaw }),
        None => Ok(population),
    }
}

fn read<File: DeserializeOwned>(path: &Path) -> Result<File, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    parsed(path, &text)
}

fn parsed<File: DeserializeOwned>(path: &Path, text: &str) -> Result<File, Error> {
    toml::from_str(text).map_err(|error| Error::Syntax { path: path.to_owned(), message: error.to_string() })
}

fn seed_of(month: Month) -> u64 {
    let year = u64::from(month.year.unsigned_abs());
    year * 10_000 + u64::from(month.month.unsigned_abs()) * 100 + 1
}

/// How many rows are drawn, all regions together.
struct Size {
    dwellings: u64,
    applicants: u64,
    regions: u64,
}

impl Size {
    fn new(population: &Population, request: &Request) -> Result<Self, Error> {
        if !(1..=10_000).contains(&request.regions) {
            return Err(Error::Regions(request.regions));
        }
        let regions = u64::from(request.regions);
        let total = |asked: Option<u32>, usual: u32| asked.map_or(u64::from(usual) * regions, u64::from);
        Ok(Self {
            dwellings: total(request.dwellings, population.dwellings),
            applicants: total(request.applicants, population.applicants),
            regions,
        })
    }

    /// The rows of region number `index` when `total` rows are dealt out evenly.
    fn part(&self, total: u64, index: u64) -> u64 {
        total * (index + 1) / self.regions - total * index / self.regions
    }
}

fn all_places(population: &Population, size: &Size) -> impl Iterator<Item = (u64, Places)> {
    (0..size.regions).map(move |index| (index, Places::new(&population.districts, index, size.regions)))
}

fn draw_dwellings(population: &Population, size: &Size, month: Month, chance: &mut Chance) -> Result<Vec<u8>, Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(rows::DWELLING_COLUMNS)?;
    let mut ids = Ids::new('D', size.dwellings);
    for (index, places) in all_places(population, size) {
        for source in dwellings::sources(population, size.part(size.dwellings, index)) {
            let dwelling = dwellings::draw(source, &places, ids.next(), month.first_day(), chance);
            table.write_record(rows::dwelling(&dwelling).each_ref().map(|cell| shielded(cell).into_owned()))?;
        }
    }
    finished(table)
}

fn draw_applicants(population: &Population, size: &Size, month: Month, chance: &mut Chance) -> Result<Vec<u8>, Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(rows::APPLICANT_COLUMNS)?;
    let mut ids = Ids::new('A', size.applicants);
    for (index, places) in all_places(population, size) {
        for _ in 0..size.part(size.applicants, index) {
            let applicant = applicants::draw(population, &places, ids.next(), month.first_day(), chance);
            table.write_record(rows::applicant(&applicant).each_ref().map(|cell| shielded(cell).into_owned()))?;
        }
    }
    finished(table)
}

fn finished(table: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, Error> {
    table.into_inner().map_err(|error| Error::Table(csv::Error::from(error.into_error())))
}

/// Ids in the order of drawing, as wide as the last one needs, so that they sort as they were drawn.
struct Ids {
    letter: char,
    digits: usize,
    last: u64,
}

impl Ids {
    fn new(letter: char, count: u64) -> Self {
        Self { letter, digits: count.to_string().len().max(4), last: 0 }
    }

    fn next(&mut self) -> String {
        self.last += 1;
        let Ids { letter, digits, last } = self;
        format!("{letter}{last:0digits$}")
    }
}
