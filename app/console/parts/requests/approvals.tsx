import { CheckIcon } from '@primer/octicons-react'
import { ProgressBar } from '@primer/react'
import { Mood } from '../mood.tsx'
import { Time, useNow } from '../time.tsx'
import styles from './approvals.module.css'
import { approversOf } from './progress-of.ts'
import type { AccessRequest } from './request-state.tsx'

type Rule = AccessRequest['rules'][number]

/** Who has to say yes, who has, and until when. */
export function Approvals({ request: { rules, approvals } }: { readonly request: AccessRequest }) {
  const now = useNow()
  return (
    <div className={styles.approvals}>
      {rules.length === 0 && <p className={styles.more}>The policy wants no approval of it now.</p>}
      {rules.map((rule) => (
        <RuleProgress key={approversOf(rule)} rule={rule} />
      ))}
      {approvals.length > 0 && (
        <ul className={styles.given}>
          {approvals.map(({ id, by, actsFor, grantedAt, expiresAt, endedAt, ticket, condition }) => (
            <li key={id}>
              <span>
                <b>{by ?? 'Somebody whose name was erased'}</b>
                {actsFor.length > 0 && ` for ${actsFor.join(', ')}`} <Time at={grantedAt} />
                {ticket !== null && (
                  <>
                    {' · ticket '}
                    <code>{ticket}</code>
                  </>
                )}
                {condition !== null && (
                  <span className={styles.condition}>On the condition: {condition}</span>
                )}
              </span>
              {endedAt === null && new Date(expiresAt) > now ? (
                <Mood tone="success" icon={CheckIcon}>
                  ends <Time at={expiresAt} />
                </Mood>
              ) : (
                <Mood tone="muted">
                  ended <Time at={endedAt ?? expiresAt} />
                </Mood>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function RuleProgress({ rule }: { readonly rule: Rule }) {
  const { given, count, maxDays, selfApproval } = rule
  const done = Math.min(given.length, count)
  const label = `${done} of ${count}, by ${approversOf(rule)}`
  return (
    <div className={styles.rule}>
      <span>{label}</span>
      <ProgressBar aria-label={label} progress={(100 * done) / count} bg="success.emphasis" />
      <span className={styles.more}>
        For {maxDays} days at most.{!selfApproval && ' Whoever asks cannot approve.'}
      </span>
    </div>
  )
}
