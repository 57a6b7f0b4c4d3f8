//! One's own sessions in the back office: each is ended at once, all others after a question.

use super::account;
use crate::layout;
use domain::{caller::Staff, failure::Failure};
use store::{Store, StoreError, Token};
use ui::{
    form::{Fields, Form},
    notice::Notice,
    sessions::{self, END},
    t,
    web::{Cookie, Reply, Request},
};

pub(crate) const PATH: &str = "/admin/account/sessions";
pub(crate) const OTHERS: &str = "/admin/account/sessions/others";
pub(crate) const FIELDS: Fields = &[&[&END.spec]];

/// With the token under which the session goes on, if it has another one.
pub(super) fn renewed(reply: Reply, token: Option<&Token>) -> Reply {
    match token {
        Some(token) => reply.set(Cookie::Staff, token.expose()),
        None => reply,
    }
}

pub(crate) async fn end(store: Store, request: Request, staff: Staff) -> Result<Reply, Failure> {
    let Some(key) = Form::read(FIELDS, &request).get(&END) else { return Err(Failure::Malformed) };
    match store.by(&staff).end_own_session(&key).await {
        // It was over already: what was wanted is so.
        Ok(()) | Err(StoreError::NotFound) => Ok(Reply::see_other(account::PATH).notice(Notice::OneSessionEnded)),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn ask(_: Store, request: Request, _: Staff) -> Result<Reply, Failure> {
    let title = t!(request.language, common.sessions.end_others);
    Ok(layout::page(&request, title, || sessions::ask(&request, account::PATH.to_owned())))
}

pub(crate) async fn end_others(store: Store, _: Request, staff: Staff) -> Result<Reply, Failure> {
    store.by(&staff).end_other_sessions().await?;
    Ok(Reply::see_other(account::PATH).notice(Notice::OtherSessionsEnded))
}
