import type { NamedRepository } from '../github-writes.ts'

/** What switching an App from all repositories to selected ones is to leave on it: written down before GitHub is asked. */
export interface NewSwitch {
  /** Our id of the effect that switches. */
  readonly effect: string
  /** Our id. */
  readonly organization: string
  readonly installation: number
  /** GitHub's numeric ids of all that stays. */
  readonly kept: readonly number[]
  /** Those of them that the call which switches names. */
  readonly first: readonly NamedRepository[]
  /** Our ids of the effects that are made by it: each takes one repository. */
  readonly taken: readonly string[]
}

/** A switch that is not over. Whoever finds one goes on with it before anything else. */
export interface OpenSwitch extends Omit<NewSwitch, 'organization'> {
  /** Names that were sent since, so that it can be told what else came in by them. */
  readonly sent: readonly string[]
  /** GitHub's numeric ids of what was to be taken and is not any more: it stays as well. */
  readonly givenBack: readonly number[]
  readonly intendedAt: Date
  /** When all that stays was on it again; null: it is under way. */
  readonly endedAt: Date | null
}
