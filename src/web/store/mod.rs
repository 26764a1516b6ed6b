//! The embedded database: files by their hash, and the journal. Rows are added and never changed or removed.

mod event;
mod schema;

pub(super) use event::{Decided, Dropped, Entry, Event, Hashes, Seal};

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::input::{Files, fingerprint};

/// How long a write waits for another process that writes to the same file.
const PATIENCE: Duration = Duration::from_secs(10);

/// The database of a workbench.
pub(super) struct Store {
    connection: Mutex<Connection>,
}

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// The round has gone on since the page was shown.
    #[error("the round has changed since")]
    Moved,
    /// The round is approved; nothing about it changes any more.
    #[error("the round is sealed")]
    Sealed,
    /// The database was made by a later version of this program.
    #[error("the data file is of a later version of sleutel (form {0}; this program knows {1})")]
    Later(i64, i64),
    /// What is asked for is not there.
    #[error("not found")]
    Missing,
    /// The journal was changed from outside.
    #[error("entry {0} of the journal is not what was written")]
    Tampered(i64),
    /// The database failed.
    #[error("the data file: {0}")]
    Database(#[from] rusqlite::Error),
    /// An event could not be read back.
    #[error("the journal: {0}")]
    Journal(#[from] serde_json::Error),
}

/// What a change of a round adds to the journal.
pub(super) struct Addition<'a> {
    pub(super) by: &'a str,
    pub(super) event: &'a Event,
    /// Contents that the event names by their hash.
    pub(super) contents: Vec<&'a [u8]>,
}

impl Store {
    /// Opens the database in a file, making it where there is none.
    pub(super) fn open(path: &Path) -> Result<Self, StoreFault> {
        Self::with(Connection::open(path)?)
    }

    /// A database that lasts as long as the program.
    pub(super) fn in_memory() -> Result<Self, StoreFault> {
        Self::with(Connection::open_in_memory()?)
    }

    fn with(mut connection: Connection) -> Result<Self, StoreFault> {
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        schema::migrate(&mut connection)?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // a thread that died within a transaction has rolled it back
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The numbers of all rounds, the latest first.
    pub(super) fn rounds(&self) -> Result<Vec<i64>, StoreFault> {
        let connection = self.connection();
        let mut rows = connection.prepare_cached("SELECT DISTINCT round FROM entry ORDER BY round DESC")?;
        let numbers = rows.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(numbers)
    }

    /// The journal of a round, from its opening on.
    pub(super) fn entries(&self, round: i64) -> Result<Vec<Entry>, StoreFault> {
        let entries = entries(&self.connection(), round)?;
        if entries.is_empty() { Err(StoreFault::Missing) } else { Ok(entries) }
    }

    /// The content of a file.
    pub(super) fn content(&self, hash: &str) -> Result<Vec<u8>, StoreFault> {
        let connection = self.connection();
        let found = connection.query_row("SELECT bytes FROM file WHERE hash = ?1", [hash], |row| row.get(0));
        found.optional()?.ok_or(StoreFault::Missing)
    }

    /// The contents of files.
    pub(super) fn files(&self, hashes: &Hashes) -> Result<Files, StoreFault> {
        hashes.iter().map(|(name, hash)| Ok((name.clone(), self.content(hash)?))).collect()
    }

    /// Opens a round and gives its number.
    pub(super) fn open_round(&self, by: &str, name: &str, files: &Files) -> Result<i64, StoreFault> {
        let event = Event::Opened { name: name.to_owned(), files: hashes(files) };
        let addition = Addition { by, event: &event, contents: files.values().map(Vec::as_slice).collect() };
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let number: i64 =
            transaction.query_row("SELECT coalesce(max(number), 0) + 1 FROM entry", [], |row| row.get(0))?;
        write(&transaction, number, "", &addition)?;
        transaction.commit()?;
        Ok(number)
    }

    /// Adds to the journal of a round what a person did who had seen it up to an entry, and gives the new entry's
    /// number. Nothing is added where others have gone on since, or where the round is sealed.
    #[cfg(test)]
    pub(super) fn append(&self, round: i64, seen: i64, addition: &Addition<'_>) -> Result<i64, StoreFault> {
        self.append_all(round, seen, std::slice::from_ref(addition))
    }

    /// The same for several things that were done at once: an entry each, all of them or none.
    pub(super) fn append_all(&self, round: i64, seen: i64, additions: &[Addition<'_>]) -> Result<i64, StoreFault> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = entries(&transaction, round)?;
        let last = before.last().ok_or(StoreFault::Missing)?;
        if before.iter().any(|entry| matches!(entry.event, Event::Approved(_))) {
            return Err(StoreFault::Sealed);
        }
        if last.number != seen {
            return Err(StoreFault::Moved);
        }
        let (mut number, mut chain) = (last.number, last.chain.clone());
        for addition in additions {
            (number, chain) = write(&transaction, round, &chain, addition)?;
        }
        transaction.commit()?;
        Ok(number)
    }
}

/// SHA-256 (hex) of each file.
pub(super) fn hashes(files: &Files) -> Hashes {
    files.iter().map(|(name, bytes)| (name.clone(), fingerprint(bytes))).collect()
}

/// Writes an entry after the one with the hash `before`, and gives its number and hash.
fn write(
    transaction: &Transaction<'_>,
    round: i64,
    before: &str,
    addition: &Addition<'_>,
) -> Result<(i64, String), StoreFault> {
    for bytes in &addition.contents {
        let row = params![fingerprint(bytes), bytes];
        transaction.execute("INSERT OR IGNORE INTO file (hash, bytes) VALUES (?1, ?2)", row)?;
    }
    let event = serde_json::to_string(addition.event)?;
    let at = now();
    let chain = chained(before, &at, addition.by, &event);
    transaction.execute(
        "INSERT INTO entry (round, at, by, event, chain) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![round, at, addition.by, event, chain],
    )?;
    Ok((transaction.last_insert_rowid(), chain))
}

fn entries(connection: &Connection, round: i64) -> Result<Vec<Entry>, StoreFault> {
    let mut rows =
        connection.prepare_cached("SELECT number, at, by, event, chain FROM entry WHERE round = ?1 ORDER BY number")?;
    let rows = rows.query_map([round], |row| {
        Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?, row.get::<_, String>(4)?))
    })?;
    let (mut entries, mut before) = (Vec::new(), String::new());
    for row in rows {
        let (number, at, by, event, chain): (i64, String, String, String, String) = row?;
        if chained(&before, &at, &by, &event) != chain {
            return Err(StoreFault::Tampered(number));
        }
        before.clone_from(&chain);
        entries.push(Entry { number, at, by, event: serde_json::from_str(&event)?, chain });
    }
    Ok(entries)
}

/// The hash that binds an entry to all before it.
fn chained(before: &str, at: &str, by: &str, event: &str) -> String {
    let parts = [before, at, by, event].map(|part| format!("{}:{part}", part.len()));
    fingerprint(parts.concat().as_bytes())
}

fn now() -> String {
    let seconds = jiff::Timestamp::now().as_second();
    jiff::Timestamp::from_second(seconds).unwrap_or_default().to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn files(text: &str) -> Files {
        Files::from([("dwellings.csv".to_owned(), text.as_bytes().to_vec())])
    }

    fn dropped(store: &Store, round: i64, seen: i64, name: &str) -> Result<i64, StoreFault> {
        let event = Event::ScenarioDropped { name: name.to_owned() };
        store.append(round, seen, &Addition { by: "A", event: &event, contents: Vec::new() })
    }

    #[test]
    fn a_round_keeps_its_files_and_all_that_happened_to_it() {
        let store = Store::in_memory().unwrap();
        let first = store.open_round("A", "March", &files("one")).unwrap();
        let second = store.open_round("B", "April", &files("two")).unwrap();
        dropped(&store, first, first, "x").unwrap();
        assert_eq!(store.rounds().unwrap(), [second, first]);
        let entries = store.entries(first).unwrap();
        assert_eq!(entries.len(), 2);
        let Event::Opened { name, files: hashes } = &entries[0].event else { panic!("not opened") };
        assert_eq!(name, "March");
        assert_eq!(store.files(hashes).unwrap(), files("one"));
        assert!(matches!(store.entries(99), Err(StoreFault::Missing)));
    }

    #[test]
    fn of_two_who_saw_the_same_state_only_the_first_changes_it() {
        let store = Store::in_memory().unwrap();
        let round = store.open_round("A", "March", &files("one")).unwrap();
        dropped(&store, round, round, "x").unwrap();
        assert!(matches!(dropped(&store, round, round, "y"), Err(StoreFault::Moved)));
        assert_eq!(store.entries(round).unwrap().len(), 2);
    }

    #[test]
    fn of_several_things_done_at_once_all_are_written_or_none() {
        let store = Store::in_memory().unwrap();
        let round = store.open_round("A", "March", &files("one")).unwrap();
        let events = ["x", "y"].map(|name| Event::ScenarioDropped { name: name.to_owned() });
        let additions: Vec<Addition<'_>> =
            events.iter().map(|event| Addition { by: "A", event, contents: Vec::new() }).collect();
        assert!(matches!(store.append_all(round, round - 1, &additions), Err(StoreFault::Moved)));
        assert_eq!(store.entries(round).unwrap().len(), 1);
        let last = store.append_all(round, round, &additions).unwrap();
        let entries = store.entries(round).unwrap(); // reading them checks their hashes
        assert_eq!((entries.len(), entries[2].number), (3, last));
    }

    #[test]
    fn a_sealed_round_takes_no_more_entries() {
        let store = Store::in_memory().unwrap();
        let round = store.open_round("A", "March", &files("one")).unwrap();
        let seal = Seal { statement: "seen".to_owned(), inputs: Hashes::new(), results: Hashes::new() };
        let event = Event::Approved(seal);
        let sealed = store.append(round, round, &Addition { by: "A", event: &event, contents: Vec::new() }).unwrap();
        assert!(matches!(dropped(&store, round, sealed, "y"), Err(StoreFault::Sealed)));
    }

    #[test]
    fn no_row_can_be_changed_or_removed() {
        let store = Store::in_memory().unwrap();
        store.open_round("A", "March", &files("one")).unwrap();
        for statement in
            ["UPDATE entry SET by = 'B'", "DELETE FROM entry", "UPDATE file SET bytes = 'x'", "DELETE FROM file"]
        {
            assert!(store.connection().execute(statement, []).is_err(), "{statement}");
        }
    }

    #[test]
    fn an_entry_changed_from_outside_is_noticed() {
        let store = Store::in_memory().unwrap();
        let round = store.open_round("A", "March", &files("one")).unwrap();
        dropped(&store, round, round, "x").unwrap();
        store
            .connection()
            .execute_batch("DROP TRIGGER entry_is_kept; UPDATE entry SET by = 'B' WHERE number = 1")
            .unwrap();
        assert!(matches!(store.entries(round), Err(StoreFault::Tampered(1))));
    }

    #[test]
    fn a_data_file_of_a_later_version_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.sqlite");
        drop(Store::open(&path).unwrap());
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 999).unwrap();
        assert!(matches!(Store::open(&path), Err(StoreFault::Later(999, _))));
    }
}
