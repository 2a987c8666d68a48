import type { ReadCommand } from './command.ts'
import { reasonOf } from '../../../policies/reason-of.ts'
import { isRepositoryName, longestReason } from './read-command.ts'

/** By this label issues of requests are found; GitHub makes it when it is first used. */
export const requestLabel = 'claude-access'

const labels = { repository: 'Repository', days: 'For how many days', reason: 'Why it is needed' } as const

/**
 * The text of `.github/ISSUE_TEMPLATE/claude-access.yml`, for the organization's policy repository.
 * Source: docs.github.com, "Syntax for issue forms".
 */
export const requestForm =
  (): string => `# Made by \`gatehouse policy request-form\`. Gatehouse reads what is written under these labels.
name: Access of Claude to a repository
description: Asks that Claude may reach a repository.
title: 'Claude access: '
labels: [${requestLabel}]
body:
  - type: input
    id: repository
    attributes:
      label: ${labels.repository}
      description: As owner/name.
      placeholder: acme/shop
    validations:
      required: true
  - type: input
    id: days
    attributes:
      label: ${labels.days}
      description: Empty for as long as the policy lets.
      placeholder: '90'
  - type: textarea
    id: reason
    attributes:
      label: ${labels.reason}
    validations:
      required: true
`

/** What GitHub writes for a field that was left empty. */
const empty = '_No response_'

/**
 * Reads an issue that was made with the form, as GitHub renders it: a heading of the third level for each label. Pure.
 * @returns undefined: it is another issue
 */
export function readRequestForm(body: string): ReadCommand | undefined {
  const fields = fieldsOf(body)
  const repository = fields.get(labels.repository)
  const reason = fields.get(labels.reason)
  if (repository === undefined || reason === undefined) return undefined
  const days = fields.get(labels.days) ?? ''
  if (!isRepositoryName(repository))
    return { ok: false, problem: 'Write the repository as `owner/name`, in plain letters.' }
  if (!/^(?:[1-9][0-9]{0,2}(?: ?d(?:ays?)?)?)?$/i.test(days))
    return { ok: false, problem: 'Write the days as a whole number, such as `90`.' }
  return {
    ok: true,
    command: {
      kind: 'request',
      repository,
      days: days === '' ? undefined : Number.parseInt(days, 10),
      // Once more, where it was cut through a character.
      reason: reasonOf(reasonOf(reason).slice(0, longestReason)),
    },
  }
}

/** The first of each label counts: what follows stands in the last field, which anybody fills as they like. */
function fieldsOf(body: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const part of body.replaceAll('\r\n', '\n').split(/^### /m).slice(1)) {
    const [label = '', ...lines] = part.split('\n')
    const value = lines.join('\n').trim()
    if (!fields.has(label.trim())) fields.set(label.trim(), value === empty ? '' : value)
  }
  return fields
}
