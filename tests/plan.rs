//! The year's plan.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;
use std::time::Instant;

use sleutel::input::read_year;
use sleutel::year::plan::{Policy, Program, needs, obstacles, plan};

#[test]
fn measure() {
    let year = read_year(Path::new("models/utrecht-2025")).unwrap().year;
    for policy in [
        Policy::adopted(),
        Policy { even: false, ..Policy::adopted() },
        Policy { share: Some(3000), ..Policy::adopted() },
    ] {
        let start = Instant::now();
        let program = Program::new(&year, policy);
        println!("{} columns {} rows {:?}", program.columns(), program.rows.len(), start.elapsed());
        let plan = plan(&program);
        println!("{:?}", start.elapsed());
        let plan = plan.unwrap();
        println!("{:?}", plan.optimum.goals);
        for (group, months) in plan.placements.by_group(&year) {
            println!("{group:25} {:4} {months:?}", months.iter().sum::<u32>());
        }
        for (landlord, months) in plan.placements.by_landlord(&program) {
            println!("{landlord:25} {:4} {months:?}", months.iter().sum::<u32>());
        }
        println!(
            "offered {:?} shared {:?} waited {}",
            plan.placements.offered(&program),
            plan.placements.shared,
            plan.placements.waited(&year)
        );
        for (row, gain) in &plan.optimum.prices {
            println!("   {:?} {gain:.3}", program.rows[*row].about);
        }
        println!("{:?}", obstacles(&program, &plan.optimum).unwrap());
        println!("{:?}", start.elapsed());
        println!("{:?}", needs(&program).unwrap());
        println!("{:?}", start.elapsed());
    }
}
