import type { Inspection } from '../../engine/inspection.ts'
import type { RuleInfo } from '../../engine/rule.ts'
import type { FileSample } from './file-sample.ts'

/** One thing a rule saw; whoever runs the rule adds which rule it was. */
export type Sighting = Omit<Inspection, 'rule'>

/** The papers of a rule about structured files, with the files that prove it. */
export interface FileProof {
  /** Files in which the rule finds something. */
  readonly matches: readonly FileSample[]
  /** Files in which it finds nothing. */
  readonly misses: readonly FileSample[]
}

/** Adds the rule to what it saw. */
export function inspections(rule: RuleInfo, sightings: readonly Sighting[]): readonly Inspection[] {
  return sightings.map((sighting) => ({ rule, ...sighting }))
}

/** What looks like a credential inside a command or an address. */
const credential =
  /(:\/\/[^\s:@/]*:)[^\s@/]+(?=@)|((?:password|passwd|pwd|token|secret|key|auth\w{0,20}|bearer|basic)['"]?(?:\s{0,5}[=:]\s{0,5}|\s{1,5}))\S+/gi

/**
 * A finding's identity: parts that stay the same when lines move or the file is renamed. It becomes a quick hash, from which a
 * short secret could be guessed, so what looks like a credential is left out.
 */
export const identityOf = (...parts: readonly string[]): string =>
  parts.map((part) => part.replace(credential, '$1$2***')).join('\n')
