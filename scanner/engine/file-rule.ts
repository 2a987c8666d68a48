import type { InspectedFile } from './inspection.ts'
import type { RuleInfo, Verdict } from './rule.ts'

/**
 * Which names a file rule is about. Everything here is in lower case and compared with the lower-cased path, because
 * Windows and macOS open `.ENV` and `.env` as the same file.
 */
export interface FileNames {
  /** Whole base names: `id_rsa`. */
  readonly bases?: readonly string[]
  /** What follows the last dot, or the last two: `pem`, `sql.gz`. Never matches a name that is nothing but it (`.env`). */
  readonly extensions?: readonly string[]
  /** How a base name begins, at least 4 characters: `.env.`. */
  readonly starts?: readonly string[]
  /** How a base name ends, at least 4 characters: `_rsa`. */
  readonly ends?: readonly string[]
  /** How a path ends, from a folder on: `.aws/credentials`. The base name may begin with `*`: `config/credentials/*.key`. */
  readonly paths?: readonly string[]
  /** Base names of one extension that also match a pattern: `{ extension: 'json', base: /service-account/ }`. */
  readonly within?: readonly { readonly extension: string; readonly base: RegExp }[]
  /** Base names that are something else although all of the above matches them. */
  readonly except?: RegExp
}

/** A file that a rule must, or must not, report. Assembled at run time, so that no secret-shaped text lies in a file. */
export interface FileSample {
  readonly path: string
  readonly content: () => string | Uint8Array
  /** As in InspectedFile; 0 when left out. */
  readonly realSecrets?: number
}

/** A file that should not be in a repository: recognised by its name, settled by its content where a look settles it. */
export interface FileRule extends RuleInfo {
  readonly kind: 'file'
  readonly names: FileNames
  /**
   * Whether the name is enough when the content can't be had (a missing object, an LFS pointer). Where it is not, such a
   * file stays quiet here: the source already lists it as not scanned.
   */
  readonly nameAlone: boolean
  /** Whether the rule is as sure in tests, examples, documentation and vendored code; elsewhere confidence falls to `low`. */
  readonly sameEverywhere?: boolean
  /**
   * Settles the case by content; never called without any. Linear in the length of `head`, and it never throws.
   * @param path lower-cased, without a backup's suffix: `.env` for `Web/.env.bak`
   */
  readonly look?: (file: InspectedFile, path: string) => Verdict | undefined
  /** Every such file holds a key, so at least 80 random bits: its fingerprint may be a quick hash of its content. */
  readonly isUnguessable?: true
  readonly matches: readonly FileSample[]
  readonly misses: readonly FileSample[]
}
