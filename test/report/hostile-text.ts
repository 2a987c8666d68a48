import * as fc from 'fast-check'
import { runs } from '../runs.ts'

export const proofRuns = { numRuns: runs }

/** Pieces of text that mean something to a terminal, a parser, a spreadsheet, a log or GitHub. */
const pieces = [
  [
    '\x1b[31m',
    '\x1b]8;;https://evil.example\x07',
    '\x9b2J',
    '\x07',
    '\b',
    '\x7f',
    '\0',
    '\r',
    '\n',
    '\r\n',
    '\t',
  ],
  [
    '\u202e',
    '\u2066',
    '\u2069',
    '\u200b',
    '\u200d',
    '\ufeff',
    '\u00ad',
    '\u2028',
    '\u2029',
    '\u{e0041}',
    '\u3164',
  ],
  ['\ud800', '\udfff', '\ufe0f', 'é', 'e\u0301', '界', '👩‍💻', '\u00a0'],
  [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '-->',
    '<!--',
    ']]>',
    '</code>',
    '</td>',
    '&lt;',
    '&#60;',
  ],
  [
    '`',
    '``',
    '```',
    '|',
    '\\',
    '\\|',
    '*',
    '**',
    '_',
    '~~',
    '[a](https://evil.example)',
    '![a](b)',
    '[^1]',
    '[ ]',
    '---',
  ],
  [
    '@octocat',
    '@org/team',
    '#1',
    'GH-1',
    'octo/repo#2',
    'JIRA-12',
    '0123456789abcdef0123456789abcdef01234567',
  ],
  [
    'https://evil.example',
    'www.evil.example',
    'mailto:a@b.example',
    'a@b.example',
    ':smile:',
    '$x$',
    '# ',
    '> ',
    '1. ',
    '- ',
  ],
  [
    '=cmd()',
    '+1',
    '-1',
    '@SUM(1)',
    '＝1',
    ';=1',
    ',',
    '"',
    "'",
    '%',
    '%0A',
    '::set-output name=a::b',
    '::',
    '##[add-mask]x',
  ],
  ['{0}', '{', '}', '[1](2)', '../', '/', 'C:', '?a#b', ' ', '    ', 'a', 'word', '7'],
].flat()

/** Any text, with pieces that act somewhere far more often than chance would have it. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 8 })
  .map((parts) => parts.join(''))

/** Controls, bidirectional and other format characters, line separators, lone surrogates. */
export const actingCharacters = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
