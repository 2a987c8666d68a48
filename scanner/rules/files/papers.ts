import type { FileSample } from '../../engine/file-rule.ts'
import type { RuleInfo } from '../../engine/rule.ts'
import { join, random } from '../../engine/sample.ts'

/** What the rules' tables share: their wording, sources and samples. */

/** A page whose statement about the file was read. */
export const read = (url: string): RuleInfo['source'] => ({ url, checked: 'read' })
/** A page that is known to document the file, not opened while the rule was written. */
export const unverified = (url: string): RuleInfo['source'] => ({ url, checked: 'unverified' })

/**
 * The usual advice.
 * @param ignore a pattern for .gitignore; null: the file's own name
 * @param remedy an imperative that makes what leaked worthless: `replace every value it held`
 * @param unless what would make rewriting history worth its cost: `one of them can't be replaced`
 */
export const untrack = (ignore: string | null, remedy: string, unless: string): string =>
  `Untrack it with \`git rm --cached <file>\`, add ${ignore === null ? 'it' : `\`${ignore}\``} to .gitignore and ${remedy}. ` +
  `Rewrite history only if ${unless}.`

/** A text file for a rule's matches or misses. */
export const text = (path: string, lines: () => readonly string[], realSecrets = 0): FileSample => ({
  path,
  content: () => `${lines().join('\n')}\n`,
  realSecrets,
})

/** A binary file for a rule's matches or misses, from byte values and latin1 strings. */
export const binary = (path: string, ...parts: readonly (string | readonly number[])[]): FileSample => ({
  path,
  content: () =>
    Uint8Array.from(
      parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
    ),
})

/** Bytes after a magic number, so that a sample is not just its first bytes. */
export const zeros = (count: number): readonly number[] => Array.from({ length: count }, () => 0)

/** A private key in PEM with a made-up body. */
export const pem = (label: string, headers: readonly string[] = []): string[] => [
  join('-----', 'BEGIN ', label, '-----'),
  ...headers,
  ...[1, 2, 3, 4].map((seed) => random('base64', 64, seed)),
  join('-----', 'END ', label, '-----'),
]

/** A value that nobody could take for a placeholder. */
export const secret = (length = 32, seed = 7): string => random('base62', length, seed)
