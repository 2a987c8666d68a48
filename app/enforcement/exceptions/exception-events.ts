import type { Waived } from '../../../policies/exception.ts'
import type { Json, NewAuditEvent } from '../audit/event.ts'
import type { NewException } from './exception.ts'

/** What an event says of what is waived. */
export function waivedData(waived: Waived): { readonly check: Json; readonly findings: Json } {
  if ('check' in waived) return { check: waived.check, findings: null }
  const { rules, kinds, severity, paths } = waived.findings
  return {
    check: null,
    findings: {
      ...(rules && { rules }),
      ...(kinds && { kinds }),
      ...(severity && { severity }),
      ...(paths && { paths }),
    },
  }
}

/**
 * What is done instead was written by a person, and could name somebody: it stays out of the record.
 * @param exception our id
 */
export const givenEvent = (
  exception: string,
  {
    repository,
    githubId,
    waived,
    owner,
    issue,
    expiresAt,
    actsFor,
    by,
  }: Pick<NewException, 'repository' | 'waived' | 'owner' | 'issue' | 'expiresAt' | 'actsFor' | 'by'> & {
    readonly githubId: number
  },
): NewAuditEvent => ({
  kind: 'exception.given',
  actor: by,
  subject: `repository:${repository}`,
  data: {
    exception,
    repository: githubId,
    ...waivedData(waived),
    owner,
    issue,
    actsFor: actsFor.map((one) => ({ ...one })),
    expiresAt: expiresAt.toISOString(),
  },
})
