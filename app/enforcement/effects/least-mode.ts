import { type Mode, modes } from '../../../policies/policy-group.ts'

/** Of two modes, the one in which less is done. */
export const leastMode = (one: Mode, other: Mode): Mode =>
  modes.indexOf(one) <= modes.indexOf(other) ? one : other
