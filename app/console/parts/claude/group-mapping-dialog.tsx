import { Dialog, FormControl, Textarea } from '@primer/react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import styles from '../dialog-form.module.css'
import { Mood } from '../mood.tsx'
import { ProblemBanner } from '../problem-banner.tsx'
import { Row, Rows } from '../settings/rows.tsx'

type Mapped = Schema<'Claude'>['mapping'][number]
type Checked = Schema<'GroupMappingCheck'>['rows'][number]

interface GroupMappingProps {
  readonly organization: OneOrganization
  readonly mapping: readonly Mapped[]
  readonly onClose: () => void
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    // Spaces at the ends are what is looked for: nothing is trimmed but the end of the line itself.
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line.trim() !== '')

/** `Engineering = premium`: the last sign counts, since names of groups may hold one. */
const rowsOf = (text: string): Mapped[] =>
  linesOf(text).flatMap((line) => {
    const at = line.lastIndexOf('=')
    const gives = line.slice(at + 1).trim()
    const group = line.slice(0, at).replace(/ $/, '')
    return at < 1 || gives === '' || group === '' ? [] : [{ group, gives }]
  })

/** Tries what Claude would make of a mapping; nothing is changed anywhere. */
export default function GroupMappingDialog({ organization, mapping, onClose }: GroupMappingProps) {
  const [rows, setRows] = useState(mapping.map(({ group, gives }) => `${group} = ${gives}`).join('\n'))
  const [groups, setGroups] = useState('')
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/claude/group-mapping', {
          params: { path: { organization: organization.id } },
          body: { mapping: rowsOf(rows), groups: linesOf(groups) },
        }),
      ),
  })
  const isReady = rowsOf(rows).length > 0 && linesOf(groups).length > 0 && !isPending
  return (
    <Dialog
      title="Try a group mapping"
      width="large"
      onClose={onClose}
      footerButtons={[
        { content: 'Close', onClick: onClose },
        { content: 'Try', buttonType: 'primary', disabled: !isReady, onClick: () => mutate() },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <FormControl required>
          <FormControl.Label>Mapping at Claude</FormControl.Label>
          <Textarea block rows={5} value={rows} onChange={({ target }) => setRows(target.value)} />
          <FormControl.Caption>One a line: group = role or kind of seat.</FormControl.Caption>
        </FormControl>
        <FormControl required>
          <FormControl.Label>Groups of your identity provider</FormControl.Label>
          <Textarea block rows={5} value={groups} onChange={({ target }) => setGroups(target.value)} />
          <FormControl.Caption>One a line, as it sends them. Nothing is changed or kept.</FormControl.Caption>
        </FormControl>
        {data && (
          <div role="status">
            <Rows label="What Claude would make of it">
              {data.rows.map((row) => (
                <Row
                  key={`${row.group} ${row.gives}`}
                  title={`${row.group} → ${row.gives}`}
                  more={wordsOf(row)}
                  end={
                    row.state === 'matches' ? (
                      <Mood tone="success">Matches</Mood>
                    ) : (
                      <Mood tone="danger">Nobody gets it</Mood>
                    )
                  }
                />
              ))}
            </Rows>
            {data.unmapped.length > 0 && (
              <p className={styles.note}>
                {data.unmapped.length} {data.unmapped.length === 1 ? 'group gives' : 'groups give'} nothing:{' '}
                {data.unmapped.slice(0, 20).join(', ')}
                {data.unmapped.length > 20 && ' …'}
              </p>
            )}
          </div>
        )}
      </div>
    </Dialog>
  )
}

function wordsOf({ state, nearest, differs, others }: Checked): string | undefined {
  if (state === 'matches') return undefined
  if (state === 'contradicted') return `The same group is mapped to ${(others ?? []).join(', ')} as well.`
  if (nearest == null) return 'The identity provider sends no such group, and none that is alike.'
  return differs == null
    ? `The identity provider sends no such group. Was “${nearest}” meant?`
    : `The identity provider sends “${nearest}”, which differs by ${differs}.`
}
