//! Every page of the workbench that links lead to.
#![allow(dead_code, unreachable_pub)]

use std::collections::BTreeSet;

use super::http::{Answer, Client};

/// Pages looked at, at most.
const MOST: usize = 80;

/// Pages about one applicant or dwelling, at most: they are alike.
const ALIKE: usize = 6;

/// The pages that links lead to from the first one, with their addresses; none whose address has one of these parts.
pub fn crawled(client: &mut Client, left_out: &[&str]) -> Vec<(String, Answer)> {
    let (mut seen, mut open, mut pages) = (BTreeSet::new(), vec!["/".to_owned()], Vec::new());
    while let Some(path) = open.pop().filter(|_| pages.len() < MOST) {
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = client.get_when_done(&path);
        let alike = seen.iter().filter(|known| known.contains("about?")).count();
        for part in answer.text().split(" href=\"/").skip(1) {
            let link = part.split(['"', '#']).next().unwrap_or_default().replace("&amp;", "&").replace("&#38;", "&");
            let is_wanted = alike < ALIKE || !link.contains("about?");
            if is_wanted && !left_out.iter().any(|part| link.contains(part)) {
                open.push(format!("/{link}"));
            }
        }
        pages.push((path, answer));
    }
    pages
}
