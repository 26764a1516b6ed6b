//! A home that comes free in the round.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Cents, Fact, Facts, Hundredths};

/// A home that comes free in the round (Dutch: *woning*; VERA: `Eenheid`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Dwelling {
    /// Unique id.
    pub id: String,
    /// Owner (*corporatie*).
    pub landlord: Option<String>,
    /// Municipality or region; an applicant with a region fits only dwellings of the same.
    pub region: Option<String>,
    /// Block that is managed as one; liveability is judged per complex.
    pub complex: Option<String>,
    /// District (*wijk*).
    pub district: Option<String>,
    /// Rooms, the living room included.
    pub rooms: u32,
    /// Floor area in hundredths of a square metre.
    pub area: Option<Hundredths>,
    /// Monthly rent (*rekenhuur*).
    pub rent: Cents,
    /// The landlord lets it down to this monthly rent to a household whose cap is lower than `rent`.
    pub lowest_rent: Option<Cents>,
    /// Least household size the dwelling itself asks; with either bound filled, the size table is ignored.
    pub persons_min: Option<u32>,
    /// Greatest household size the dwelling itself allows.
    pub persons_max: Option<u32>,
    /// Single applicants it can house when it is shared; 1 means it cannot be shared.
    pub places: u32,
    /// Labels such as `ground-floor`, `wheelchair`, `senior`, `young`.
    pub labels: BTreeSet<String>,
    /// Groups or organisations for which it is reserved; empty means for everyone.
    pub reserved_for: BTreeSet<String>,
    /// Day on which it is free.
    pub available_from: Option<Date>,
}

impl Dwelling {
    /// Whether it has a label that a household needs; `wheelchair` also serves `ground-floor`.
    pub fn serves(&self, need: &str) -> bool {
        self.labels.contains(need) || (need == "ground-floor" && self.labels.contains("wheelchair"))
    }
}

impl Facts for Dwelling {
    fn fact(&self, column: &str) -> Fact<'_> {
        match column {
            "id" => Fact::Text(&self.id),
            "landlord" => Fact::text(self.landlord.as_deref()),
            "region" => Fact::text(self.region.as_deref()),
            "complex" => Fact::text(self.complex.as_deref()),
            "district" => Fact::text(self.district.as_deref()),
            "rooms" => Fact::whole(Some(self.rooms)),
            "area" => Fact::number(self.area),
            "rent" => Fact::Number(self.rent),
            "lowest_rent" => Fact::number(self.lowest_rent),
            "persons_min" => Fact::whole(self.persons_min),
            "persons_max" => Fact::whole(self.persons_max),
            "places" => Fact::whole(Some(self.places)),
            "labels" => Fact::List(&self.labels),
            "reserved_for" => Fact::List(&self.reserved_for),
            "available_from" => Fact::date(self.available_from),
            _ => Fact::Empty,
        }
    }
}
