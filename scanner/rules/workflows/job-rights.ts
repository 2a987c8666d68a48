import { entries, textOf } from '../documents/document.ts'
import type { Job, Workflow } from './workflow.ts'

/** Rights with which a stranger's instructions do little harm. */
const harmless = new Set(['issues', 'discussions', 'statuses'])

/**
 * What the token of a job may write that can do harm.
 * @returns null: nothing limits it
 */
export function graveRights(job: Job, workflow: Workflow): readonly string[] | null {
  const permissions = job.permissions ?? workflow.permissions
  if (permissions?.kind !== 'map') return textOf(permissions) === 'read-all' ? [] : null
  return entries(permissions)
    .filter(({ key, value }) => textOf(value) === 'write' && !harmless.has(key))
    .map(({ key }) => key)
}
