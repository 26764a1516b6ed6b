//! A household that waits for a place.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Cents, Fact, Facts, Hundredths, Month};

/// A household that waits for a place (Dutch: *woningzoekende*; VERA: `Kandidaat`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applicant {
    /// Unique pseudonym.
    pub id: String,
    /// Target group of the decision (*doelgroep*); a group of the model.
    pub group: String,
    /// Care partner that supports the household after the move.
    pub organisation: Option<String>,
    /// Municipality or region; a household with a region fits only dwellings of the same.
    pub region: Option<String>,
    /// Adults in the household, at least 1.
    pub adults: u32,
    /// Children in the household.
    pub children: u32,
    /// Age of the oldest, in years.
    pub age: u32,
    /// Yearly income (*rekeninkomen*); `None` means within the allocation norm.
    pub income: Option<Cents>,
    /// Day of registration, not after the round's first day.
    pub registered: Date,
    /// Day until which the household is urgent.
    pub urgent_until: Option<Date>,
    /// Day from which the household can move.
    pub ready_from: Option<Date>,
    /// Labels the dwelling must have.
    pub needs: BTreeSet<String>,
    /// Preferred districts; soft, counted as misfit.
    pub districts: BTreeSet<String>,
    /// Districts in which the household is not placed.
    pub avoid_districts: BTreeSet<String>,
    /// Complexes in which the household is not placed.
    pub avoid_complexes: BTreeSet<String>,
    /// Accepts a place in a shared dwelling; only a household of one person can.
    pub shares: bool,
    /// Support capacity taken at the start, in hundredths of a unit per month.
    pub support: Hundredths,
    /// `none`, `light`, `intensive` or the model's own.
    pub support_level: Option<String>,
}

impl Applicant {
    /// Household size, children included.
    pub fn persons(&self) -> u32 {
        self.adults + self.children
    }

    /// Days since registration on the round's first day.
    pub fn waiting_days(&self, first_day: Date) -> i64 {
        i64::from((first_day - self.registered).get_days())
    }

    /// Urgency points: 0 without `urgent_until`, else `max(1, 7 − m)` where `m` is the whole months from
    /// the round's month to the month of `urgent_until`, at least 0.
    pub fn urgency(&self, month: Month) -> i64 {
        self.urgent_until.map_or(0, |until| {
            let months = month.months_until(Month::of(until)).max(0);
            (7 - months).max(1)
        })
    }
}

impl Facts for Applicant {
    fn fact(&self, column: &str) -> Fact<'_> {
        match column {
            "id" => Fact::Text(&self.id),
            "group" => Fact::Text(&self.group),
            "organisation" => Fact::text(self.organisation.as_deref()),
            "region" => Fact::text(self.region.as_deref()),
            "adults" => Fact::whole(Some(self.adults)),
            "children" => Fact::whole(Some(self.children)),
            "persons" => Fact::whole(Some(self.persons())),
            "age" => Fact::whole(Some(self.age)),
            "income" => Fact::number(self.income),
            "registered" => Fact::Date(self.registered),
            "urgent_until" => Fact::date(self.urgent_until),
            "ready_from" => Fact::date(self.ready_from),
            "needs" => Fact::List(&self.needs),
            "districts" => Fact::List(&self.districts),
            "avoid_districts" => Fact::List(&self.avoid_districts),
            "avoid_complexes" => Fact::List(&self.avoid_complexes),
            "shares" => Fact::Flag(self.shares),
            "support" => Fact::Number(self.support),
            "support_level" => Fact::text(self.support_level.as_deref()),
            _ => Fact::Empty,
        }
    }
}
