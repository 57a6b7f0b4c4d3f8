//! The built files go into the program: without them there is nothing to build it around.

fn main() {
    println!("cargo::rerun-if-changed=../dist");
    if !std::path::Path::new("../dist/style.css").exists() {
        println!("cargo::error=the folder dist is empty: build it first with `make assets`");
    }
}
