import { DownloadIcon } from '@primer/octicons-react'
import { ActionList, ActionMenu } from '@primer/react'
import type { Days } from './days.ts'
import { instantsOf } from './days.ts'

const forms = [
  ['jsonl', 'JSON Lines', 'Exact, and “gatehouse audit verify” reads it'],
  ['csv', 'CSV', 'For a spreadsheet'],
  ['ocsf', 'OCSF', 'For a SIEM'],
] as const

/** The record as a file: all events of the days that are chosen, since a part picked otherwise could not be verified. */
export function ExportMenu({ organization, days }: { readonly organization: string; readonly days: Days }) {
  const addressOf = (format: string): string =>
    `/api/v1/organizations/${organization}/audit-events/export?${new URLSearchParams({ format, ...instantsOf(days) }).toString()}`
  const isAll = days.from === '' && days.to === ''
  return (
    <ActionMenu>
      <ActionMenu.Button leadingVisual={DownloadIcon}>Export</ActionMenu.Button>
      <ActionMenu.Overlay width="medium" align="end">
        <ActionList aria-label="Export">
          <ActionList.Group>
            <ActionList.GroupHeading>
              {isAll ? 'All events' : 'All events of the days chosen'}
            </ActionList.GroupHeading>
            {forms.map(([format, label, what]) => (
              <ActionList.LinkItem key={format} href={addressOf(format)} download>
                {label}
                <ActionList.Description variant="block">{what}</ActionList.Description>
              </ActionList.LinkItem>
            ))}
          </ActionList.Group>
        </ActionList>
      </ActionMenu.Overlay>
    </ActionMenu>
  )
}
