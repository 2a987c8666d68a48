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

/** A finding's identity: parts that stay the same when lines move or the file is renamed. Never a secret's text. */
export const identityOf = (...parts: readonly string[]): string => parts.join('\n')
