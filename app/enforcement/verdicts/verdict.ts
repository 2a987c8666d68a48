/** `rotated`: a real secret that was replaced at its service. */
export const consoleVerdicts = ['false-positive', 'risk-accepted', 'rotated'] as const
export type ConsoleVerdict = (typeof consoleVerdicts)[number]

/** What somebody says of findings. */
export interface AskedVerdict {
  readonly verdict: ConsoleVerdict
  readonly reason: string
  /** Of a rotation: what shows it, and the day of it, `2026-11-27`. */
  readonly evidence: string | null
  readonly rotatedOn: string | null
  /** The last day on which it counts: `2027-05-26`. */
  readonly expiresOn: string
}

/** A verdict in force about one finding in one repository. */
export interface GivenVerdict extends AskedVerdict {
  /** Our id, by which its entry is named. */
  readonly id: string
  readonly fingerprint: string
  /** Login of who gave it; null: their name was erased. */
  readonly givenBy: string | null
  /** Login of who asked for it. */
  readonly askedBy: string | null
}

/** A finding in one repository that a verdict can be about. */
export interface NamedFinding {
  /** Our ids. */
  readonly repository: string
  readonly organization: string
  readonly rule: string
  readonly fingerprint: string
}

export interface OpenVerdict extends NamedFinding, AskedVerdict {
  readonly id: string
  /** Opaque ids of people. */
  readonly askedBy: string
  readonly askedAt: Date
  /** null: it waits for somebody who may give it. */
  readonly givenBy: string | null
  readonly givenAt: Date | null
}

/** By our ids, or the same one wherever it is. */
export type WhichNamed =
  | { readonly ids: readonly string[] }
  | { readonly rule: string; readonly fingerprint: string }
