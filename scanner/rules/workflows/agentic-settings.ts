import type { Inspection } from '../../engine/inspection.ts'
import { dig, type DocumentNode, get, scalars, textOf } from '../documents/document.ts'
import { identityOf } from '../documents/sighting.ts'
import { type AgenticWorkflow, agenticWorkflowIn } from './agentic-workflow.ts'
import type { WorkflowRule } from './claude-workflow.ts'
import { tokenMayWriteAll } from './token-rights.ts'
import { broadTools } from './what-claude-may-do.ts'
import { nonWriteUsersAllowed } from './who-may-start.ts'

const notCompiled = 'The `.lock.yml` file that would run is not here; compiled from this one, it may do this.'

/**
 * What an agentic workflow lets Claude do, read out of its frontmatter. For one whose compiled file is not there: of the
 * others that file is what runs, and it is looked at by itself.
 * (https://github.github.com/gh-aw/reference/frontmatter/, read; the values of `roles` and `:*` are unverified.)
 */
export function inspectAgenticSettings(text: string): readonly Inspection[] {
  const found = agenticWorkflowIn(text)
  if (!found || 'ok' in found) return []
  const { root } = found
  const permissions = get(root, 'permissions')
  const roles = get(root, 'roles') ?? dig(root, 'on', 'roles')
  const shell = scalars(dig(root, 'tools', 'bash')).find((node) => /^:?\*$/.test(node.text.trim()))
  const isOpen = scalars(dig(root, 'network', 'allowed') ?? get(root, 'network')).some(
    (node) => node.text.trim() === '*',
  )
  const reaches = isOpen ? ' Every address on the network is allowed, so what it reads can be sent away.' : ''
  return [
    ...(permissions && textOf(permissions) === 'write-all'
      ? [inspection(tokenMayWriteAll, found, permissions, notCompiled)]
      : []),
    ...(roles && scalars(roles).some((role) => role.text === 'all')
      ? [inspection(nonWriteUsersAllowed, found, roles, notCompiled)]
      : []),
    ...(shell ? [inspection(broadTools, found, shell, `${notCompiled}${reaches}`)] : []),
  ]
}

const inspection = (
  rule: WorkflowRule,
  workflow: AgenticWorkflow,
  node: DocumentNode,
  note: string,
): Inspection => ({
  rule,
  place: workflow.place(node),
  // One command away from running, and no further.
  severity: 'medium',
  note,
  identity: identityOf('agentic', workflow.name, rule.id),
})
