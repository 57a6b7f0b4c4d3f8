// The languages of the shop, and what pages say in each.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Each language: its tag, how a browser asks for it, where the shop speaks it, and what it calls itself. */
export const LANGUAGES = [
  ["en", "en-US", "", "English"],
  ["de", "de-DE", "/de", "Deutsch"],
  ["es", "es-ES", "/es_us", "Español"],
  ["it", "it-IT", "/it", "Italiano"],
  ["nl", "nl-NL", "/nl", "Nederlands"],
  ["sv", "sv-SE", "/sv", "Svenska"],
] as const;

/** What a language says under the key of a text, of what it is told. */
export type Words = (key: string, told?: Record<string, string>) => string;

/** The texts of a language, as they stand in its folder. */
export function wordsOf(tag: string): Words {
  return (key, told = {}) => {
    const [area, ...path] = key.split(".");
    const file: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "../../app/locales", tag, `${area}.json`), "utf8"));
    const text = path.reduce((node, name) => (node as Record<string, unknown> | undefined)?.[name], file);
    if (typeof text !== "string") throw new Error(`${tag} has no text ${key}`);
    return text.replace(/\{\{ (\w+) \}\}/g, (_, name: string) => {
      if (!(name in told)) throw new Error(`${key} says something of ${name}`);
      return told[name]!;
    });
  };
}
