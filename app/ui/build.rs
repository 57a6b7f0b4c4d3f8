//! Generates the translations' keys from `locales/*.json`: a key that is used and does not exist fails to compile.

#[cfg(feature = "ssr")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use leptos_i18n_parser::parse_locales::{
        options::{Config, ParseOptions},
        parse_locales,
    };

    println!("cargo::rerun-if-changed=locales");
    let config = Config::new("en")?.add_locale("de")?.parse_options(ParseOptions::new().interpolate_display(true));
    let locales = parse_locales(None, config)?;
    let code = leptos_i18n_codegen::gen_code(&locales, None, false, None, false)?;
    let folder = std::env::var("OUT_DIR")?;
    std::fs::write(std::path::Path::new(&folder).join("i18n.rs"), code.to_string())?;
    Ok(())
}

#[cfg(not(feature = "ssr"))]
fn main() {}
