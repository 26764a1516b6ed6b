//! The workbench: a local site on which a matching organisation does its whole round. It makes the same calls as the
//! command line; what happened to a round is a journal in an embedded database.
//!
//! [`serve`] → `guard` (who may ask) → `pages` and `api` (one file for each) → `workbench` (what was read and solved) → `store`.

mod api;
mod assets;
mod broken;
mod demo;
mod desk;
mod entrance;
mod export;
mod guard;
mod jobs;
mod knobs;
mod page;
mod pages;
mod refused;
mod store;
mod trial;
mod trouble;
mod unpack;
mod upload;
mod visitor;
mod workbench;
mod year;

pub use store::StoreFault;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use tokio::net::TcpListener;

use crate::input::Files;

use guard::Guard;
use store::Store;
use workbench::Workbench;

/// How the workbench is served.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address to listen at. Another than this machine's own needs a password.
    pub address: SocketAddr,
    /// Further names under which visitors ask, such as that of a proxy before it.
    pub names: Vec<String>,
    /// The password that everyone is asked for.
    pub password: Option<String>,
    /// The file that holds rounds and journal; `None`: they last as long as the program.
    pub data: Option<PathBuf>,
    /// Rounds to open, unless they are open already: a name and the files of each.
    pub rounds: Vec<(String, Files)>,
    /// Who opens these rounds, for the journal.
    pub by: String,
}

/// Why the workbench cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeFault {
    /// The address is for others too, and there is no password.
    #[error("an address that others can reach needs a password")]
    Open,
    /// The address cannot be listened at.
    #[error("{0}")]
    Address(std::io::Error),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

/// The files in a `.zip` that have a place in a round, by their plain names, as handing it in unpacks them. `None`: it is
/// refused.
pub fn files_in_archive(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    unpack::unpacked(bytes).ok()
}

/// Serves the workbench until `stop` is over; `ready` is told the address as soon as visitors are answered.
///
/// # Errors
/// An address or a data file that cannot be used.
#[allow(clippy::needless_pass_by_value)] // whoever serves is done with them
pub fn serve(
    settings: Settings,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeFault> {
    if !settings.address.ip().is_loopback() && settings.password.is_none() {
        return Err(ServeFault::Open);
    }
    let store = match &settings.data {
        Some(path) => Store::open(path)?,
        None => Store::in_memory()?,
    };
    open_rounds(&store, &settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ServeFault::Address)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(settings.address).await.map_err(ServeFault::Address)?;
        let address = listener.local_addr().map_err(ServeFault::Address)?;
        let guard = Guard::new(address, &settings.names, settings.password.as_deref());
        let site = site(Arc::new(Workbench::new(store, guard)));
        ready(address);
        tokio::select! {
            ended = axum::serve(listener, site).into_future() => ended.map_err(ServeFault::Address),
            () = stop => Ok(()), // work that still runs has changed nothing
        }
    })?;
    runtime.shutdown_background();
    Ok(())
}

/// Opens rounds that no open round has the files of.
fn open_rounds(store: &Store, settings: &Settings) -> Result<(), StoreFault> {
    let mut open = Vec::new();
    for number in store.rounds()? {
        open.push(desk::Desk::open(store, number)?.files);
    }
    for (name, files) in &settings.rounds {
        if !open.contains(&store::hashes(files)) {
            store.open_round(&settings.by, name, files)?;
        }
    }
    Ok(())
}

fn site(bench: Arc<Workbench>) -> Router {
    pages::routes()
        .layer(from_fn_with_state(bench.clone(), pages::again::again))
        .merge(api::routes())
        .merge(assets::routes())
        .fallback(async || trouble::Trouble::Missing)
        .method_not_allowed_fallback(async || trouble::Trouble::Method)
        .layer(DefaultBodyLimit::max(upload::MOST_READ))
        .layer(from_fn(refused::told))
        .layer(from_fn_with_state(bench.clone(), guard::guarded))
        .with_state(bench)
}
