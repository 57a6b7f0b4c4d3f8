//! `alongside`: a web store with its back office.

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    // The engine's call chains are deep: its authors ask for more stack than a thread usually has.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(10 * 1024 * 1024).build();
    match runtime {
        Ok(runtime) => runtime.block_on(server::commands::run()),
        Err(error) => server::commands::cannot_begin(&error),
    }
}
