//! What is sent to do harm: files that unpack to more than there is room for, forms that never end, markup and
//! statements in every text. The workbench answers, stays small, and goes on.
#![allow(clippy::format_collect, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "support/crawl.rs"]
mod crawl;
#[path = "support/http.rs"]
mod http;

use std::io::{BufRead, BufReader, Cursor, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crawl::crawled;
use http::{Client, encoded, served, served_with, settings};
use sleutel::input::{Files, gather_files};
use zip::write::SimpleFileOptions;

const MIB: usize = 1 << 20;

/// The program itself, so that what it takes can be measured and what it writes can be read.
struct Process {
    child: Child,
    address: SocketAddr,
    output: BufReader<std::process::ChildStdout>,
    said: String,
}

impl Process {
    fn start(data: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sleutel"))
            .args(["serve", "--port", "0", "--lang", "en", "--data"])
            .arg(data)
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut output, mut said) = (BufReader::new(child.stdout.take().unwrap()), String::new());
        output.read_line(&mut said).unwrap();
        let address = said.trim().trim_start_matches("Workbench: http://").trim_end_matches('/').parse();
        Self { child, address: address.unwrap_or_else(|fault| panic!("{fault}: {said}")), output, said }
    }

    /// The most memory that it has had at a time, in bytes.
    #[cfg(target_os = "linux")]
    fn peak(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1024
    }

    /// Ends it; gives all that it said.
    fn said(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let (mut said, mut errors) = (std::mem::take(&mut self.said), String::new());
        self.output.read_to_string(&mut said).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        said + &errors
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().unwrap_or_default();
        self.child.wait().ok();
    }
}

/// Sends a file of so many bytes, a little at a time, and gives the answer where one comes.
fn send_large(client: &Client, bytes: usize) -> Option<String> {
    const START: &str = "--b\r\ncontent-disposition: form-data; name=\"files\"; filename=\"dwellings.csv\"\r\n\r\n";
    const END: &str = "\r\n--b--\r\n";
    let mut stream = TcpStream::connect(client.address).unwrap();
    let length = START.len() + bytes + END.len();
    let head = format!(
        "POST /rounds HTTP/1.1\r\nhost: {}\r\ncookie: name=A\r\nconnection: close\r\n\
         content-type: multipart/form-data; boundary=b\r\ncontent-length: {length}\r\n\r\n{START}",
        client.address
    );
    stream.write_all(head.as_bytes()).unwrap();
    let piece = vec![b'x'; MIB];
    for _ in 0..bytes / MIB {
        if stream.write_all(&piece).is_err() {
            break; // it has heard enough
        }
    }
    stream.write_all(END.as_bytes()).ok();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

#[cfg(target_os = "linux")]
#[test]
fn more_than_is_taken_is_refused_without_being_kept() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(&folder.path().join("data.sqlite"), &[]);
    let mut client = Client::named(process.address, "A. Tester");
    let before = process.peak();
    let answer = send_large(&client, 65 * MIB).expect("whoever sends a little too much hears why");
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("too large"), "{answer}");
    for _ in 0..3 {
        send_large(&client, 400 * MIB);
    }
    let grown = process.peak() - before;
    assert!(grown < 200 * MIB, "{} MiB", grown / MIB);
    assert!(client.get("/").text().contains("No round is open yet"));
}

/// A workbook with these sheets, each the XML of its rows.
fn workbook(sheets: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut book = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| {
        book.start_file(name, SimpleFileOptions::default()).unwrap();
        book.write_all(bytes).unwrap();
    };
    let of = |text: &dyn Fn(usize, &str) -> String| -> String {
        sheets.iter().enumerate().map(|(place, (name, _))| text(place + 1, name)).collect()
    };
    let parts = of(&|place, _| {
        format!(
            "<Override PartName=\"/xl/worksheets/sheet{place}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        )
    });
    add("[Content_Types].xml", format!("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>{parts}</Types>").as_bytes());
    add("_rels/.rels", b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    let names = of(&|place, name| format!("<sheet name=\"{name}\" sheetId=\"{place}\" r:id=\"rId{place}\"/>"));
    add("xl/workbook.xml", format!("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{names}</sheets></workbook>").as_bytes());
    let links = of(&|place, _| {
        format!(
            "<Relationship Id=\"rId{place}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{place}.xml\"/>"
        )
    });
    add("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>").as_bytes());
    for (place, (_, rows)) in sheets.iter().enumerate() {
        let start = b"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
        let sheet = [start.as_slice(), rows, b"</sheetData></worksheet>"].concat();
        add(&format!("xl/worksheets/sheet{}.xml", place + 1), &sheet);
    }
    book.finish().unwrap().into_inner()
}

/// The page of a round opened from a workbook.
fn opened(client: &mut Client, book: &[u8]) -> String {
    let answer = client.post_files("/rounds", &[("month", "2025-03")], &[("round.xlsx", book)]);
    assert_eq!(answer.status, 303, "{}", answer.text());
    client.get(answer.location()).text()
}

#[cfg(target_os = "linux")]
#[test]
fn a_workbook_that_unpacks_to_more_than_there_is_room_for_is_a_problem_of_the_round() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(&folder.path().join("data.sqlite"), &[]);
    let mut client = Client::named(process.address, "A. Tester");
    let before = process.peak();
    let spaces = workbook(&[("dwellings", vec![b' '; 600 * MIB])]);
    assert!(spaces.len() < MIB, "the bomb takes {} bytes", spaces.len());
    let far = b"<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let far = workbook(&[("dwellings", far.to_vec()), ("applicants", far.to_vec())]);
    let start = Instant::now();
    for (about, book) in
        [("spaces", spaces), ("far", far), ("half", workbook(&[("dwellings", Vec::new())])[..300].to_vec())]
    {
        let page = opened(&mut client, &book);
        assert!(page.contains(">E0"), "{about}: {page}");
    }
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    let grown = process.peak() - before;
    assert!(grown < 400 * MIB, "{} MiB", grown / MIB);
    assert_eq!(client.get("/").status, 200);
}

#[test]
fn those_who_never_finish_keep_nobody_else_waiting() {
    let mut client = Client::named(served(settings()), "A. Tester");
    let (address, start) = (client.address, Instant::now());
    let form = format!(
        "POST /rounds HTTP/1.1\r\nhost: {address}\r\ncontent-type: multipart/form-data; boundary=b\r\n\
         content-length: 100000\r\n\r\n--b\r\ncontent-disposition: form-data; name=\"files\""
    );
    let begun = |text: &str| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    };
    let half: Vec<TcpStream> =
        (0..400).map(|number| begun(if number % 4 == 0 { &form } else { "POST /rounds HTTP/1.1\r\nhost: " })).collect();
    assert_eq!(client.post_form("/rounds/demo", &[]).status, 303);
    assert_eq!(client.get("/").status, 200);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    drop(half);
}

/// Name and attributes of every tag.
fn tags(html: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        if name.is_empty() {
            continue;
        }
        rest = &rest[name.len()..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let end = rest.find(|letter: char| letter.is_whitespace() || "=>/".contains(letter)).unwrap_or(rest.len());
            attributes.push(rest[..end.max(1)].to_lowercase());
            rest = &rest[end.max(1)..];
            if let Some(value) = rest.strip_prefix('=') {
                let quote = value.chars().next().unwrap_or(' ');
                rest = match quote {
                    '"' | '\'' => value[1..].split_once(quote).map_or("", |(_, after)| after),
                    _ => value.trim_start_matches(|letter: char| !letter.is_whitespace() && letter != '>'),
                };
            }
        }
        found.push((name.to_lowercase(), attributes));
    }
    found
}

/// The demo round with a text of harm in every column that is free, a few rows of it.
fn poisoned(harm: &str) -> Files {
    let mut files = gather_files("models/utrecht-2025/rounds/2025-03".as_ref()).unwrap();
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut rewrite = |name: &str, rows: usize, columns: &[&str]| {
        let text = String::from_utf8(files[name].clone()).unwrap();
        let mut lines = text.lines();
        let header = lines.next().unwrap();
        let wanted: Vec<usize> =
            header.split(',').enumerate().filter(|(_, name)| columns.contains(name)).map(|(place, _)| place).collect();
        assert_eq!(wanted.len(), columns.len(), "{header}");
        let row = |line: &str| {
            let cells = line.split(',').enumerate();
            let harmed = |(place, text): (usize, &str)| {
                if wanted.contains(&place) && !text.is_empty() {
                    cell(&format!("{text}{harm}"))
                } else {
                    text.to_owned()
                }
            };
            cells.map(harmed).collect::<Vec<_>>().join(",")
        };
        let rows: Vec<String> = std::iter::once(header.to_owned()).chain(lines.take(rows).map(row)).collect();
        files.insert(name.to_owned(), (rows.join("\n") + "\n").into_bytes());
    };
    rewrite("dwellings.csv", 12, &["id", "landlord", "complex", "district"]);
    rewrite("applicants.csv", 30, &["id", "organisation"]);
    files.insert("decisions.csv".to_owned(), b"applicant,dwelling,decision\n".to_vec());
    let model = String::from_utf8(files["model/model.toml"].clone()).unwrap();
    let escaped = harm.replace('\\', "\\\\").replace('"', "\\\"");
    let model = model.replace("nl = \"", &format!("nl = \"{escaped}")).replace("en = \"", &format!("en = \"{escaped}"));
    files.insert("model/model.toml".to_owned(), model.into_bytes());
    files
}

/// Opens a round with a text of harm where each of its files is wrong; gives the page that says so.
fn faulty(client: &mut Client, harm: &str) -> String {
    let quoted = harm.replace('"', "\"\"");
    let dwellings = format!("id,rooms,rent\n\"{quoted}\",\"{quoted}\",500\n");
    let applicants = format!("id,group,adults,age,registered\nA1,\"{quoted}\",1,30,2025-01-01\n");
    let settings = format!("format = 1\n[round]\nid = 3\nmonth = \"\"\"{}\"\"\"\n", harm.replace('"', "\\\""));
    let files = [("dwellings.csv", dwellings), ("applicants.csv", applicants), ("round.toml", settings)];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_bytes()));
    let opened = client.post_files("/rounds", &[("name", harm)], &files);
    assert_eq!(opened.status, 303, "{}", opened.text());
    let page = opened.location().to_owned();
    assert!(client.get(&page).text().matches("&#60;xss").count() > 3, "{}", client.get(&page).text());
    page
}

#[test]
fn no_text_of_a_round_becomes_markup_or_an_attribute_on_any_page() {
    const HARM: &str = "\"><xss onxss='1'>&lt;' onxss=1 x=\"";
    let address = served_with(HARM, poisoned(HARM));
    let mut client = Client::named(address, HARM);
    let wrong = faulty(&mut client, HARM);
    for language in ["en", "nl"] {
        client.post_form("/visitor", &[("language", language)]);
        let allocation = client.get_when_done("/rounds/1/allocation");
        assert!(allocation.text().contains("&#34;&#62;&#60;xss"), "{}", allocation.text());
        let seen = client.get("/rounds/1/input").hidden("version");
        let (applicant, dwelling) = (format!("A0001{HARM}"), format!("D0001{HARM}"));
        let fields = [
            ("version", seen.as_str()),
            ("applicant", &applicant),
            ("dwelling", &dwelling),
            ("verdict", if language == "en" { "forbidden" } else { "refused" }),
            ("reason", HARM),
        ];
        let decided = client.post_form("/rounds/1/decisions", &fields);
        assert_eq!(decided.status, 303, "{}", decided.text());
        let about = format!("/rounds/1/about?applicant={}", encoded(&applicant));
        client.get_when_done("/rounds/1/allocation");
        let mut found = crawled(&mut client, &["sort="]);
        found.push((about.clone(), client.get_when_done(&about)));
        found.push((wrong.clone(), client.get(&wrong)));
        found.push((
            "wrong".to_owned(),
            client.post_form(
                "/rounds/1/decisions",
                &[("version", &seen), ("applicant", HARM), ("dwelling", HARM), ("verdict", "fixed"), ("reason", HARM)],
            ),
        ));
        assert!(found.len() > 10, "{} pages", found.len());
        for (path, answer) in found {
            let kind = answer.header("content-type").unwrap_or_default().to_owned();
            if !kind.starts_with("text/html") {
                assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}: {kind}");
                continue;
            }
            for (tag, attributes) in tags(&answer.text()) {
                assert_ne!(tag, "xss", "{path}");
                let harmful = |name: &&String| name.starts_with("on") || *name == "style";
                assert_eq!(attributes.iter().find(harmful), None, "{path}: {tag}");
            }
        }
    }
    let told = client.get("/api/v1/rounds/1/decisions");
    assert_eq!(told.header("content-type"), Some("application/json"));
    assert_eq!(told.json()["decisions"][0]["reason"], HARM);
}

#[test]
fn a_statement_of_sql_is_a_text_like_any_other() {
    const STATEMENT: &str = "x'); DROP TABLE entry; --";
    let address = served_with(STATEMENT, poisoned(STATEMENT));
    let mut client = Client::named(address, STATEMENT);
    let seen = client.get("/rounds/1/input").hidden("version");
    let (applicant, dwelling) = (format!("A0001{STATEMENT}"), format!("D0001{STATEMENT}"));
    let fields = [
        ("version", seen.as_str()),
        ("applicant", &applicant),
        ("dwelling", &dwelling),
        ("verdict", "forbidden"),
        ("reason", STATEMENT),
    ];
    assert_eq!(client.post_form("/rounds/1/decisions", &fields).status, 303);
    let journal = client.get("/api/v1/rounds/1/journal").json();
    let entry = &journal["entries"][1];
    assert_eq!([&entry["by"], &entry["applicant"], &entry["reason"]], [STATEMENT, &applicant, STATEMENT]);
    assert_eq!(client.get(&format!("/rounds/{}/journal", encoded("1; DROP TABLE entry"))).status, 404);
    assert_eq!(client.get("/api/v1/rounds").json()["rounds"][0]["version"], entry["number"]);
}

#[test]
fn the_password_is_nowhere_to_be_read() {
    const PASSWORD: &str = "correct-paard-batterij";
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (folder.path().join("password"), folder.path().join("data.sqlite"));
    std::fs::write(&file, format!("{PASSWORD}\n")).unwrap();
    let process = Process::start(&data, &["--password-file", file.to_str().unwrap()]);
    let mut client = Client::new(process.address);
    let code = "aWVtYW5kOmNvcnJlY3QtcGFhcmQtYmF0dGVyaWo="; // iemand:correct-paard-batterij
    client.headers =
        vec![("authorization".to_owned(), format!("Basic {code}")), ("x-sleutel-name".to_owned(), "A".to_owned())];
    let mut answers =
        vec![client.get("/"), client.get("/nowhere"), client.post_form("/rounds/demo", &[]), client.get("/api")];
    answers.push(client.get("/api/v1/rounds/1/journal"));
    assert_eq!(answers[4].status, 200, "{}", answers[4].text());
    client.headers = vec![("authorization".to_owned(), "Basic aWVtYW5kOmNvcnJlY3QtcGFhcmQ=".to_owned())];
    answers.extend([client.get("/"), client.get("/api/v1/rounds")]);
    assert_eq!([answers[5].status, answers[6].status], [401, 401]);
    assert_eq!(answers[6].json()["code"], "password-needed");
    for answer in answers {
        let head: String = answer.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        assert!(!(head + &answer.text()).contains("paard"), "{}", answer.status);
    }
    let said = process.said();
    assert!(!said.contains("paard") && !said.contains(code), "{said}");
    for entry in
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| *path != file)
    {
        let bytes = std::fs::read(&entry).unwrap();
        assert!(!bytes.windows(PASSWORD.len()).any(|part| part == PASSWORD.as_bytes()), "{}", entry.display());
    }
}
