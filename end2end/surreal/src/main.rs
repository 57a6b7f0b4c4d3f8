//! `surreal start memory --user … --pass … --bind 127.0.0.1:PORT`: the server as its makers ship it.

#![recursion_limit = "256"]

fn main() -> std::process::ExitCode {
    surrealdb_server::init(surrealdb_server::core::CommunityComposer())
}
