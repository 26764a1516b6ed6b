//! What can be wrong with the input. The wording lives in `report`.

/// Longest value, in characters, that a problem repeats.
const LONGEST_VALUE: usize = 60;

/// Longest column, in characters: a key carries the names of its tables.
const LONGEST_COLUMN: usize = 200;

/// Declares every code once: its meaning, its name and its number.
macro_rules! codes {
    ($($(#[$meaning:meta])+ $name:ident = $number:literal),+ $(,)?) => {
        /// Code of a problem; `docs/errors.md` has a heading for each. Numbers that start with `W` are
        /// warnings: the round is read all the same.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$meaning])+ $name),+
        }

        impl Code {
            /// Every code, in the order of the numbers.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// The number that people quote, such as `E012`.
            pub fn number(self) -> &'static str {
                match self {
                    $(Code::$name => $number),+
                }
            }
        }
    };
}

codes! {
    /// A file or folder that is needed is not there.
    FileMissing = "E001",
    /// A file is there and cannot be read. Details: what the system says.
    FileUnreadable = "E002",
    /// A file that should be text holds something else.
    NotText = "E003",
    /// A table has no header.
    TableEmpty = "E004",
    /// A workbook, or a sheet of it, cannot be read. Details: what the reader says; empty where it is no workbook at all.
    WorkbookUnreadable = "E005",
    /// A workbook has no sheet of this name. Details: its Dutch name.
    SheetMissing = "E006",
    /// A workbook unpacks to more than is read, or has a cell far outside any table.
    WorkbookTooLarge = "E007",
    /// A workbook with a password, or of before 2007.
    WorkbookLocked = "E008",
    /// A workbook with macros.
    WorkbookMacros = "E009",
    /// A column that is needed is not in the header. Details: its Dutch names, else its name.
    ColumnMissing = "E010",
    /// Two columns of the header mean the same.
    ColumnTwice = "E011",
    /// A cell is no amount in euro with at most two decimals.
    NotAmount = "E012",
    /// A number can be read with a point for thousands and with a decimal point. Details: both readings,
    /// with a decimal point.
    NumberAmbiguous = "E013",
    /// A cell is no whole number.
    NotWhole = "E014",
    /// A cell is no number with at most two decimals.
    NotNumber = "E015",
    /// A cell is no date.
    NotDate = "E016",
    /// A cell is neither yes nor no.
    NotYesNo = "E017",
    /// A value is none of those allowed. Details: the nearest (or empty), those allowed.
    NotOneOf = "E018",
    /// A cell that is needed is empty.
    CellEmpty = "E019",
    /// A row has another number of cells than the header. Details: how many, how many the header has; where the row is
    /// whole with another separator, that of the row and that of the file.
    RowWidth = "E020",
    /// An id (or what else tells rows apart: a year, a household size, a group) occurs twice. Details: the line of the first.
    IdTwice = "E021",
    /// A column with personal data.
    PersonalData = "E022",
    /// A number is out of bounds. Details: the least and the greatest allowed.
    OutOfRange = "E023",
    /// A quotation mark is opened and never closed.
    QuoteOpen = "E024",
    /// An id holds a character that ids cannot have.
    IdUnusable = "E025",
    /// A table is there as text and as a workbook. Details: the other file.
    TableTwice = "E026",
    /// Registered after the round's first day. Details: that day.
    RegisteredLate = "E030",
    /// The lowered rent is above the rent. Details: the rent.
    LowestAboveRent = "E031",
    /// A lower bound is above its upper bound. Details: the upper bound.
    BoundsReversed = "E032",
    /// A household of several persons accepts a place in a shared dwelling. Details: how many persons.
    SharesSeveral = "E033",
    /// A group that the model does not have. Details: the nearest (or empty), those that it has, the nearest first.
    GroupUnknown = "E034",
    /// A label that the model does not declare, where one is needed. Details: as of a group.
    LabelUnknown = "E035",
    /// A decision about an applicant that does not occur. Details: the nearest (or empty).
    ApplicantUnknown = "E036",
    /// A decision about a dwelling that does not occur. Details: the nearest (or empty).
    DwellingUnknown = "E037",
    /// A decision about an applicant whose group searches for itself. Details: the group.
    DecidedSelfSearch = "E038",
    /// A pair is fixed and refused or forbidden. Details: the line of the other decision.
    DecidedContradiction = "E039",
    /// The same decision about the same pair twice. Details: the line of the first.
    DecidedTwice = "E040",
    /// An applicant is fixed to two dwellings. Details: the other dwelling, its line.
    FixedElsewhere = "E041",
    /// An override on a decision that fixes nothing.
    OverrideNotFixed = "E042",
    /// A fixed pair breaks a rule without override. Details: the rules.
    FixedBreaksRule = "E043",
    /// Fixed pairs overrun a maximum without override. Details: limit, use, maximum, exactly and with a
    /// decimal point.
    FixedBreaksMaximum = "E044",
    /// A dwelling is fixed for several applicants that cannot share it. Details: the applicants.
    FixedTwice = "E045",
    /// A dwelling is fixed for fewer sharers than sharing asks. Details: how many, the minimum.
    FixedTooFewSharers = "E046",
    /// A reason or a name is still the word that asks to be written over.
    DecisionOpen = "E047",
    /// A settings file is not written as TOML. Details: what the parser says.
    SettingsUnreadable = "E050",
    /// A key that has no meaning here. Details: the nearest (or empty).
    KeyUnknown = "E051",
    /// A key that is needed is missing.
    KeyMissing = "E052",
    /// A key holds another kind of value. Details: the kind it should be.
    KeyKind = "E053",
    /// A file is of a version that this program does not know. Details: the version it knows.
    FormatUnknown = "E054",
    /// A month is not written as `2025-03`.
    NotMonth = "E055",
    /// The lottery is not the last tier.
    LotteryNotLast = "E056",
    /// A value is listed twice.
    ListedTwice = "E057",
    /// A column that the table does not have. Details: the nearest (or empty), the table.
    SelectorColumnUnknown = "E060",
    /// A value that the column cannot hold. Details: the kind it holds.
    SelectorValue = "E061",
    /// Two limits, or two groups, have the same name. Details: the line of the first (or empty).
    NameTwice = "E062",
    /// A limit on support has a minimum.
    SupportMinimum = "E063",
    /// A limit that counts dwellings chooses applicants by a column in which sharers may differ. Details:
    /// the columns that sharers have in common.
    DwellingsBySharer = "E064",
    /// A percentage where only a maximum may have one.
    PercentageMisplaced = "E065",
    /// A limit without minimum and maximum.
    LimitUnbounded = "E066",
    /// An exclusion that excludes everyone from everything.
    ExclusionUnbounded = "E067",
    /// The norms have no row for the round's year. Details: the years that they have.
    NormYearMissing = "E070",
    /// The size table has no rows.
    SizeTableEmpty = "E071",
    /// A change is not written as `PATH=VALUE`.
    ChangeForm = "E090",
    /// A change of a setting that the model does not have. Details: the nearest (or empty).
    PathUnknown = "E091",
    /// A relative change of what is not stated now.
    RelativeToNothing = "E092",
    /// A relative change of what is no number. Details: what is stated now.
    RelativeToOther = "E093",
    /// A change or removal of rows that selects none. Details: the table.
    NothingSelected = "E094",
    /// An added row has the id of a row that the round has already.
    IdTaken = "E095",
    /// A range to vary over is not written as `FROM..TO` or `FROM..TO..STEP`.
    RangeForm = "E096",
    /// A range to vary over is empty, falls, or has a step that is not above 0.
    RangeEmpty = "E097",
    /// There are more points than a sweep takes. Details: how many, how many at most.
    PointsTooMany = "E098",
    /// Most matches of a list have an id that the round does not know. Details: how many, of how many.
    MatchesElsewhere = "E080",
    /// Most matches of a list state what the round does not have for the same ids. Details: how many, of how many.
    MatchesContradict = "E081",
    /// A month that is not in the year. Details: the year.
    MonthElsewhere = "E100",
    /// The year is not the model's. Details: the model's.
    YearDiffers = "E101",
    /// The dwellings by size do not add up to all. Details: what they add up to.
    SizesApart = "E102",
    /// More dwellings than those that they are part of. Details: the columns of the whole, how many.
    DwellingsAbove = "E103",
    /// More places taken than there are, or more households leaving than live there. Details: the column of the
    /// whole, how many.
    PlacesAbove = "E104",
    /// Parts do not add up to a whole. Details: what they add up to, in percent.
    PartsNotWhole = "E105",
    /// Parts add up to more than a whole. Details: what they add up to, in percent.
    PartsAboveWhole = "E106",
    /// The shares of a group's rows do not add up to the group. Details: what they add up to, in percent.
    SharesNotWhole = "E107",
    /// A group is offered places and no row says which households it has. Details: the places.
    StreamMissing = "E108",
    /// A route that is not the model's. Details: the model's, the group.
    RouteDiffers = "E109",
    /// Two rows tell a partner in different ways. Details: the partner, the line of the first.
    PartnerDiffers = "E110",
    /// Two rows give a partner a capacity in the same month. Details: the month from 1, the line of the first.
    CapacityTwice = "E111",
    /// Fewer persons than places that they took. Details: the places.
    PersonsBelowPlaces = "E112",
    /// Two entries of the ledger without a number are about the same month, group and landlord. Details: the line
    /// of the first.
    EntryTwice = "E113",
    /// A column that is not used. Details: the nearest (or empty).
    ColumnUnknown = "W001",
    /// A dwelling has a label that the model does not declare. Details: the nearest (or empty).
    DwellingLabelUnknown = "W002",
    /// A dwelling is reserved for a name that no group and no supporting organisation has. Details: the
    /// nearest (or empty).
    ReservedForNobody = "W003",
    /// The day until which a household is urgent has passed. Details: the round's first day.
    UrgencyPassed = "W004",
    /// Earlier matches whose applicant or dwelling is not in the round. Details: how many, of how many.
    EarlierUnknown = "W005",
    /// Overriding fixed pairs raise a maximum to their use. Details: limit, use, the model's maximum, as
    /// above.
    MaximumRaised = "W006",
    /// A word that is nearly one that the model or the other table knows. Details: that one.
    WordMisspelt = "W007",
    /// A row is the same as one above in all that counts. Details: the line of that one.
    RowTwice = "W008",
}

impl Code {
    /// Whether the round is read all the same.
    pub fn is_warning(self) -> bool {
        self.number().starts_with('W')
    }
}

/// One problem with the input. Problems sort by file, line and column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// File, relative to the round; in a workbook `sheet!F`, so that file and line together name the cell.
    pub file: String,
    /// Line in the file, from 1.
    pub line: Option<u32>,
    /// Column, by its name.
    pub column: Option<String>,
    /// What is wrong.
    pub code: Code,
    /// The value found.
    pub value: String,
    /// What else the sentence needs, in the order that [`Code`] states.
    pub details: Vec<String>,
    /// The heading of the column as it stands in the file.
    pub heading: Option<Box<String>>,
}

impl Problem {
    /// A problem with a whole file.
    pub fn new(code: Code, file: &str) -> Self {
        let (value, details) = (String::new(), Vec::new());
        Self { file: file.to_owned(), line: None, column: None, code, value, details, heading: None }
    }

    /// At this line.
    #[must_use]
    pub fn at(mut self, line: usize) -> Self {
        self.line = Some(u32::try_from(line).unwrap_or(u32::MAX));
        self
    }

    /// In this column, or at this key of a settings file.
    #[must_use]
    pub fn within(mut self, column: &str) -> Self {
        self.column = Some(shortened(column, LONGEST_COLUMN));
        self
    }

    /// Under this heading.
    #[must_use]
    pub fn headed(mut self, heading: &str) -> Self {
        self.heading = Some(Box::new(shortened(heading, LONGEST_COLUMN)));
        self
    }

    /// With this value, shortened to what fits in a sentence.
    #[must_use]
    pub fn found(mut self, value: &str) -> Self {
        self.value = shortened(value, LONGEST_VALUE);
        self
    }

    /// With one more detail.
    #[must_use]
    pub fn detail(mut self, detail: &str) -> Self {
        self.details.push(shortened(detail, LONGEST_VALUE));
        self
    }
}

/// The text on one line, cut at so many characters.
fn shortened(text: &str, longest: usize) -> String {
    let mut characters = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut short: String = characters.by_ref().take(longest).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}
