//! What the command line says of itself, in the language of whoever types: its words stand in `cli.json`, as those of the pages stand in
//! their files.

use clap::{
    Arg, ArgAction, Command, CommandFactory, FromArgMatches,
    builder::PossibleValuesParser,
    error::{ContextKind, ErrorKind},
};
use domain::stores::Language;
use std::{ffi::OsString, process::ExitCode};
use ui::{t, words};

/// Misused, as other programs say it.
const MISUSED: u8 = 2;

/// The language that an option names, else the one that the system's variables name: the first of them that is set, as POSIX has it.
pub(super) fn language(given: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Language {
    let text = |at: usize| given.get(at).and_then(|text| text.to_str());
    let named = (0..given.len()).find_map(|at| match text(at)? {
        "--language" => text(at.saturating_add(1)),
        other => other.strip_prefix("--language="),
    });
    let systems = || {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| variable(name)).find(|locale| !locale.is_empty())?;
        Language::from_tag(locale.split(['.', '@']).next()?)
    };
    named.and_then(Language::from_tag).or_else(systems).unwrap_or_default()
}

/// What was typed, or how the program ends because of it: what is wrong, or the help that was asked for, was said.
pub(super) fn read<A: CommandFactory + FromArgMatches>(given: Vec<OsString>, language: Language) -> Result<A, ExitCode> {
    let matches = worded(A::command(), language).try_get_matches_from(given);
    matches.and_then(|mut matches| A::from_arg_matches_mut(&mut matches)).map_err(|error| {
        match flaw(&error, language) {
            Some(flaw) => eprintln!("alongside: {flaw} {}", t!(language, cli.error.see_help)),
            // Where nothing can be written, nobody is to be told.
            None => drop(error.print()),
        }
        if error.use_stderr() { ExitCode::from(MISUSED) } else { ExitCode::SUCCESS }
    })
}

/// The command with its words.
fn worded(command: Command, language: Language) -> Command {
    let languages = PossibleValuesParser::new(Language::ALL.map(Language::tag));
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(Arg::new("language").long("language").value_name("LANGUAGE").global(true).value_parser(languages).hide_possible_values(true))
        .arg(Arg::new("help").short('h').long("help").global(true).action(ArgAction::Help))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version));
    let mut command = each(command, "", language).about(t!(language, cli.about));
    command.build();
    usage(&mut command, t!(language, cli.options_word));
    command
}

/// A command, and those below it: the text of each goes by the names that lead to it.
fn each(command: Command, name: &str, language: Language) -> Command {
    let template = format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}", t!(language, cli.usage));
    command
        .about(words::cli_command(language, name))
        .help_template(template)
        .subcommand_help_heading(t!(language, cli.commands))
        .subcommand_value_name(t!(language, cli.command_word))
        .mut_args(|arg| option(arg, language))
        .mut_subcommands(|below| {
            let own = below.get_name().replace('-', "_");
            let name = if name.is_empty() { own } else { format!("{name}_{own}") };
            each(below, &name, language)
        })
}

fn option(arg: Arg, language: Language) -> Arg {
    let mut help = words::cli_option(language, arg.get_id().as_str()).to_owned();
    if let Some(value) = arg.get_default_values().first() {
        let value = value.to_string_lossy();
        help = format!("{help} [{}]", t!(language, cli.default, value = &*value));
    } else if arg.get_id() == "language" {
        help = format!("{help} [{}]", Language::ALL.map(Language::tag).join(", "));
    }
    let heading = if arg.is_positional() { t!(language, cli.arguments) } else { t!(language, cli.options) };
    arg.help(help).help_heading(heading).hide_default_value(true)
}

/// The line of the usage is the library's, but for the word of its own in it.
fn usage(command: &mut Command, options: &str) {
    let line = command.render_usage().to_string();
    let line = line.trim_start_matches("Usage: ").replace("[OPTIONS]", options);
    *command = std::mem::take(command).override_usage(line);
    command.get_subcommands_mut().for_each(|below| usage(below, options));
}

/// What is wrong with what was typed; nothing where help was asked for, or where the library knows better.
fn flaw(error: &clap::Error, language: Language) -> Option<String> {
    let of = |kind| error.get(kind).map(ToString::to_string);
    let (kind, what) = (error.kind(), of(ContextKind::InvalidArg).unwrap_or_default());
    let flaw = if kind == ErrorKind::UnknownArgument {
        t!(language, cli.error.unknown_option, what = what.as_str())
    } else if kind == ErrorKind::InvalidSubcommand {
        let what = of(ContextKind::InvalidSubcommand).unwrap_or_default();
        t!(language, cli.error.unknown_command, what = what.as_str())
    } else if kind == ErrorKind::MissingRequiredArgument {
        t!(language, cli.error.missing, what = what.as_str())
    } else if kind == ErrorKind::ArgumentConflict {
        // None excludes another: it stands there twice.
        t!(language, cli.error.twice, what = what.as_str())
    } else if [ErrorKind::InvalidValue, ErrorKind::ValueValidation, ErrorKind::TooManyValues].contains(&kind) {
        let value = of(ContextKind::InvalidValue).unwrap_or_default();
        t!(language, cli.error.not_acceptable, what = what.as_str(), value = value.as_str())
    } else {
        return None;
    };
    let meant = of(ContextKind::SuggestedArg).or_else(|| of(ContextKind::SuggestedSubcommand));
    let meant = meant.map(|what| t!(language, cli.error.did_you_mean, what = what.as_str()));
    Some(meant.map_or_else(|| flaw.clone(), |meant| format!("{flaw} {meant}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::Arguments;
    use serde_json::Value;
    use std::collections::BTreeSet;

    /// Each command with the names that lead to it, and the names of its options.
    fn all(command: &Command, name: &str, into: &mut (BTreeSet<String>, BTreeSet<String>)) {
        into.1.extend(command.get_arguments().map(|arg| arg.get_id().to_string()));
        for below in command.get_subcommands() {
            let own = below.get_name().replace('-', "_");
            let name = if name.is_empty() { own } else { format!("{name}_{own}") };
            into.0.insert(name.clone());
            all(below, &name, into);
        }
    }

    #[test]
    fn each_command_and_option_is_told_of_in_every_language_and_nothing_else_is() {
        let mut there = (BTreeSet::new(), BTreeSet::new());
        all(&worded(Arguments::command(), Language::default()), "", &mut there);
        let texts: Value = serde_json::from_str(include_str!("../../../app/locales/en/cli.json")).unwrap();
        let told = |group: &str| texts[group].as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(there, (told("command"), told("option")));
        let helps: BTreeSet<String> =
            Language::ALL.map(|language| worded(Arguments::command(), language).render_long_help().to_string()).into();
        assert_eq!(helps.len(), Language::ALL.len());
    }

    #[test]
    fn help_is_in_words_of_its_language_alone() {
        let of = |language: Language| {
            let mut command = worded(Arguments::command(), language);
            let demo = command.find_subcommand_mut("demo").unwrap().render_long_help().to_string();
            format!("{}\n{demo}", command.render_long_help())
        };
        let german = of(Language::De);
        for text in ["Aufruf: alongside [OPTIONEN] [BEFEHL]", "Befehle:\n", "Optionen:\n", "Diese Hilfe ausgeben", "[sonst: 0]"] {
            assert!(german.contains(text), "{text}: {german}");
        }
        for text in ["Usage", "Options", "Print", "default", "possible values"] {
            assert!(!german.contains(text), "{text}: {german}");
        }
        assert!(of(Language::En).contains("Usage: alongside demo [OPTIONS]"), "{}", of(Language::En));
    }

    #[test]
    fn what_is_typed_wrongly_is_said_in_the_same_language() {
        let said = |typed: &[&str]| {
            let given = std::iter::once("alongside").chain(typed.iter().copied());
            flaw(&worded(Arguments::command(), Language::De).try_get_matches_from(given).unwrap_err(), Language::De)
        };
        assert_eq!(said(&["--dada", "x"]).as_deref(), Some("Die Option --dada gibt es hier nicht. Meinten Sie --data?"));
        assert_eq!(said(&["paint"]).as_deref(), Some("Den Befehl paint gibt es nicht."));
        assert_eq!(said(&["--listen", "here"]).as_deref(), Some("--listen <LISTEN> nimmt „here“ nicht an."));
        assert_eq!(said(&["--data", "a", "--data", "b"]).as_deref(), Some("--data <DATA> darf nur einmal angegeben werden."));
        assert_eq!(said(&["serve", "--demo=yes"]).as_deref(), Some("--demo nimmt „yes“ nicht an."));
        assert!(said(&["staff", "create"]).unwrap().starts_with("Es fehlt: --user-name"));
        assert_eq!(said(&["--help"]), None);
    }

    #[test]
    fn the_language_is_the_options_then_the_systems() {
        let of = |typed: &[&str], variables: &[(&str, &str)]| {
            let given: Vec<OsString> = typed.iter().map(OsString::from).collect();
            language(&given, |name| variables.iter().find(|(set, _)| *set == name).map(|(_, value)| (*value).to_owned()))
        };
        let german: &[(&str, &str)] = &[("LANG", "de_DE.UTF-8"), ("LC_ALL", "")];
        assert_eq!(of(&[], german), Language::De);
        assert_eq!(of(&["--language", "sv"], german), Language::Sv);
        assert_eq!(of(&["serve", "--language=it"], german), Language::It);
        assert_eq!(of(&["--language"], german), Language::De);
        assert_eq!(of(&[], &[("LC_ALL", "C"), ("LANG", "de_DE")]), Language::En);
        assert_eq!(of(&[], &[("LC_MESSAGES", "nl.UTF-8"), ("LANG", "de_DE")]), Language::Nl);
        assert_eq!(of(&[], &[("LANG", "es@euro")]), Language::Es);
    }
}
