//! Files that somebody brings along with a form.

use crate::{Answer, Browser};
use axum::{
    body::Body,
    http::{Request, header},
};

impl Browser {
    /// Sends a form of a page as it stands there, but for what is named, with files in one of its fields: what each is called, and what
    /// is in it.
    pub async fn uploads(
        &mut self,
        page: &Answer,
        action: &str,
        changes: &[(&str, &str)],
        (field, files): (&str, &[(&str, &[u8])]),
    ) -> Answer {
        self.uploads_each(page, action, changes, &of_one(field, files)).await
    }

    /// The same, each file in a field of its own.
    pub async fn uploads_each(&mut self, page: &Answer, action: &str, changes: &[(&str, &str)], files: &[Uploaded<'_>]) -> Answer {
        let form = page.form(action).unwrap_or_else(|| panic!("no form for {action} in {}", page.html));
        let is_file = |name: &String| files.iter().any(|(field, ..)| field == name);
        let kept = form.iter().filter(|(name, _)| !is_file(name) && !changes.iter().any(|(n, _)| n == name));
        let form: Vec<(&str, &str)> = kept.map(|(n, v)| (n.as_str(), v.as_str())).chain(changes.iter().copied()).collect();
        self.send(uploading(action, &form, files)).await
    }
}

/// The request that posts a form with files from a page of ours.
pub fn upload_request(path: &str, form: &[(&str, &str)], field: &str, files: &[(&str, &[u8])]) -> Request<Body> {
    uploading(path, form, &of_one(field, files))
}

/// A file: its field, what it is called, and what is in it.
pub type Uploaded<'a> = (&'a str, &'a str, &'a [u8]);

fn of_one<'a>(field: &'a str, files: &[(&'a str, &'a [u8])]) -> Vec<Uploaded<'a>> {
    files.iter().map(|(called, content)| (field, *called, *content)).collect()
}

fn uploading(path: &str, form: &[(&str, &str)], files: &[Uploaded<'_>]) -> Request<Body> {
    const BOUNDARY: &str = "----between-the-parts";
    let mut body = Vec::new();
    let mut part = |head: String, content: &[u8]| {
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes());
        body.extend(content);
        body.extend(b"\r\n");
    };
    form.iter().for_each(|(name, value)| part(format!("name=\"{name}\""), value.as_bytes()));
    files.iter().for_each(|(field, called, content)| {
        part(format!("name=\"{field}\"; filename=\"{called}\"\r\nContent-Type: application/octet-stream"), content);
    });
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    Request::post(path)
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body))
        .unwrap()
}
