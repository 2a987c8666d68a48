import { startOfDay } from './fields.ts'
import type { Mode } from './policy-group.ts'
import type { Group } from './resolve-policy.ts'

/** What may be done about a decision now: `enforce` only notifies until its day has come. Decisions never depend on it. */
export function modeAt(group: Group, now: Date): Mode {
  if (group.mode !== 'enforce' || group.enforceFrom === undefined) return group.mode
  return now.getTime() >= startOfDay(group.enforceFrom) ? 'enforce' : 'notify'
}
