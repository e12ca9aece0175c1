/** Longer strings are truncated: errors are read by people. */
const MAX_LENGTH = 2_000;

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Control characters, lone surrogates, line and paragraph separators, and bidirectional controls. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Prefixes of commands that a pipeline executes anywhere in a line: Azure Pipelines, GitHub Actions, TeamCity. */
const COMMAND = /##(?=\[|vso\[|teamcity\[)/gi;

/** GitHub Actions executes `::command::` only at the start of a line. */
const COMMAND_AT_START = /^(\s*):(?=:)/;

function escaped(character: string): string {
  return ESCAPES[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Escapes untrusted text so that no terminal or pipeline interprets it; ordinary text is unchanged. */
export function printable(text: string): string {
  const shown = text
    .slice(0, MAX_LENGTH)
    .replace(INVISIBLE, escaped)
    .replace(COMMAND, "#\\u{23}")
    .replace(COMMAND_AT_START, "$1\\u{3a}");
  return text.length > MAX_LENGTH ? `${shown}… (cut; it has ${text.length} characters)` : shown;
}
