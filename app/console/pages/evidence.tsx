import { DownloadIcon, HistoryIcon } from '@primer/octicons-react'
import { Button, LinkButton } from '@primer/react'
import { useState } from 'react'
import { AuditTabs } from '../parts/audit/audit-tabs.tsx'
import { DayRange } from '../parts/audit/day-range.tsx'
import { type Days, instantsOf } from '../parts/audit/days.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'
import { Section } from '../parts/section.tsx'
import { Row, Rows } from '../parts/settings/rows.tsx'
import { type OneOrganization, useOneOrganization } from '../shell/use-one-organization.ts'

/** What an auditor is handed: everything of a period, signed, to be checked without Gatehouse. */
export function EvidencePage() {
  const organization = useOneOrganization('export-audit')
  if (organization === undefined)
    return (
      <Page title="Evidence" description={'\u00a0'}>
        {null}
      </Page>
    )
  if (organization === 'nobody')
    return (
      <Page title="Evidence">
        <EmptyState title="The record is for others" icon={HistoryIcon}>
          Gatehouse owners, admins and auditors take evidence from it. Ask a Gatehouse owner of the
          organization to make you one.
        </EmptyState>
      </Page>
    )
  return <Period key={organization.id} organization={organization} />
}

/** The last quarter that is over, where the person is. */
function lastQuarter(now: Date): Days {
  const first = new Date(now.getFullYear(), Math.floor(now.getMonth() / 3) * 3 - 3, 1)
  const last = new Date(first.getFullYear(), first.getMonth() + 3, 0)
  return { from: dayOf(first), to: dayOf(last) }
}

const dayOf = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')

const holds = [
  [
    'The state at both ends',
    'Every repository: through what it was reached, what was decided and why, which approvals were in force',
  ],
  [
    'What happened between them',
    'Requests, approvals, denials, exceptions, emergencies and their reviews, recertifications, changes on GitHub, roles, policy versions, deletions',
  ],
  [
    'What was not looked at',
    'Looks at everything that were missed, and repositories that could not be read or scanned, with since when',
  ],
  [
    'Where to find what',
    'For SOC 2 CC6.1 to CC6.3, CC7.2 and CC8.1 and ISO 27001 A.5.15, A.5.18, A.8.4 and A.8.12: facts with pointers, and no claim that a control is met',
  ],
  ['The record itself', 'To the end of the period, with its signed heads; each file follows from it'],
] as const

function Period({ organization }: { readonly organization: OneOrganization }) {
  const [days, change] = useState(() => lastQuarter(new Date()))
  const { from, to } = instantsOf(days)
  const isPeriod = from !== undefined && (to === undefined || from < to) && new Date(from) < new Date()
  const address = `/api/v1/organizations/${organization.id}/evidence?${new URLSearchParams({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) }).toString()}`
  return (
    <Page
      title="Evidence"
      description={`What happened in ${organization.login} in a period, in one signed file that can be checked without Gatehouse.`}
    >
      <AuditTabs current="/audit/evidence" />
      <Section
        title="Take evidence"
        note="It is made when you ask for it, which takes minutes for a long record."
      >
        <DayRange days={days} onChange={change} />
        <p>
          {isPeriod ? (
            <LinkButton href={address} download="evidence.zip" variant="primary" leadingVisual={DownloadIcon}>
              Download
            </LinkButton>
          ) : (
            <Button variant="primary" leadingVisual={DownloadIcon} disabled>
              Download
            </Button>
          )}
        </p>
      </Section>
      <Section
        title="What is in it"
        note="index.html is for people and can be printed; JSON Lines and CSV are for programs and spreadsheets."
      >
        <Rows label="What is in it">
          {holds.map(([title, more]) => (
            <Row key={title} title={title} more={more} />
          ))}
        </Rows>
      </Section>
      <Section title="How it is checked" note="By anybody, without network and database.">
        <p>
          <code>gatehouse evidence verify evidence.zip --public-key key.pem</code> checks the signature, every
          file and the chain of the record, and makes each file again to compare them. Keep the public key,
          which <code>gatehouse audit heads</code> prints, where who runs Gatehouse cannot write.
        </p>
      </Section>
    </Page>
  )
}
