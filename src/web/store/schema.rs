//! The tables of the database, and the steps from one version of them to the next.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreFault;

/// Each step brings the tables from the version that is its place to the next. Steps are never changed, only added.
const STEPS: [&str; 1] = ["
CREATE TABLE file (
    hash TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;
CREATE TABLE entry (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    round INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    event TEXT NOT NULL,
    chain TEXT NOT NULL
) STRICT;
CREATE INDEX entry_of_round ON entry (round, number);
CREATE TRIGGER entry_is_kept BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER file_is_kept BEFORE UPDATE ON file BEGIN SELECT RAISE(ABORT, 'files are never changed'); END;
CREATE TRIGGER file_stays BEFORE DELETE ON file BEGIN SELECT RAISE(ABORT, 'files are never changed'); END;
"];

/// Brings a database to the present version; one of a later version is left alone.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreFault> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version > known {
        return Err(StoreFault::Later(version, known));
    }
    for step in STEPS.iter().skip(usize::try_from(version).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}
