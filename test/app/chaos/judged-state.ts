import type { ChaosState, RecordedActs, SettledDecision } from './chaos-program.ts'

/** Nothing was done. */
export const noActs: RecordedActs = {
  outcomes: new Map(),
  acceptedAt: new Map(),
  pauses: [],
  switches: new Map(),
  kinds: [],
  events: new Map(),
  leaving: [],
  orders: [],
  answers: [],
  presses: [],
  emergencies: [],
  letPass: [],
  open: [],
}

/** A state for judges, with what they are to look at. */
export const stateWith = (
  acts: RecordedActs,
  decisions: ReadonlyMap<string, SettledDecision> = new Map(),
): ChaosState => ({ decisions, coverage: new Map(), brokenRecords: [], acts })
