//! What survives the process: the list of changes, in a database.

use std::path::Path;

use rusqlite::{Connection, Result};

use crate::world::{Change, World};

/// An open database.
#[derive(Debug)]
pub(crate) struct Store(Connection);

impl Store {
    /// Opens a file, or a database in memory.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self> {
        let connection = match path {
            Some(path) => Connection::open(path)?,
            None => Connection::open_in_memory()?,
        };
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        // One process at a time: two would each hand out the same ids.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        // What was answered has to be on the disk, whatever happens next.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS change (number INTEGER PRIMARY KEY, json TEXT NOT NULL)",
        )?;
        Ok(Self(connection))
    }

    /// Writes what one request did, all or nothing.
    pub(crate) fn keep(&mut self, changes: &[Change]) -> Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        let transaction = self.0.transaction()?;
        for change in changes {
            let json = serde_json::to_string(change)
                .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
            transaction.execute("INSERT INTO change (json) VALUES (?1)", [json])?;
        }
        transaction.commit()
    }

    /// Does in a world everything that was kept.
    pub(crate) fn replay(&self, world: &mut World) -> Result<()> {
        let mut changes = self.0.prepare("SELECT json FROM change ORDER BY number")?;
        let mut rows = changes.query([])?;
        while let Some(row) = rows.next()? {
            let json: String = row.get(0)?;
            let change = serde_json::from_str(&json).map_err(|error| {
                let kind = rusqlite::types::Type::Text;
                rusqlite::Error::FromSqlConversionFailure(0, kind, error.into())
            })?;
            world.replay(change);
        }
        Ok(())
    }
}
