import { Dialog, FormControl, TextInput } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import styles from '../dialog-form.module.css'
import { ProblemBanner } from '../problem-banner.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

interface EraseProps {
  readonly organization: OneOrganization
  readonly member: Schema<'Member'>
  readonly onClose: () => void
}

/** Says what erasing somebody does, and has their login typed before it is done. */
export function EraseDialog({ organization, member, onClose }: EraseProps) {
  const [typed, setTyped] = useState('')
  const queries = useQueryClient()
  const { person, login } = member
  const name = login ?? person
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/members/{person}/erase', {
          params: { path: { organization: organization.id, person } },
          body: { confirm: typed },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['members'] })
      onClose()
    },
  })
  return (
    <Dialog
      title={`Erase ${name}`}
      onClose={onClose}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: 'Erase',
          buttonType: 'danger',
          disabled: typed !== name || isPending,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <p className={styles.told}>
          Their name, account, sessions and what they wrote are erased. What they approved stays, under a
          number that leads to nobody, and the audit log verifies as before. If they sign in again, they are
          somebody new.
        </p>
        <FormControl>
          <FormControl.Label>Type {name} to confirm</FormControl.Label>
          <TextInput
            block
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
          <FormControl.Caption>It cannot be undone. It is recorded.</FormControl.Caption>
        </FormControl>
      </div>
    </Dialog>
  )
}

/** Keeps everything that names somebody from being deleted, and them from being erased. */
export function HoldDialog({ organization, member, onClose }: EraseProps) {
  const queries = useQueryClient()
  const { person, login } = member
  const { mutate, error, isPending } = useMutation({
    mutationFn: (reason: string) =>
      read(
        api.POST('/api/v1/organizations/{organization}/legal-holds', {
          params: { path: { organization: organization.id } },
          body: { reason, repository: null, person },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['retention'] })
      onClose()
    },
  })
  return (
    <ReasonDialog
      title={`Hold what is kept of ${login ?? person}`}
      act="Place the hold"
      isPending={isPending}
      error={error}
      onGive={mutate}
      onClose={onClose}
    >
      <p className={styles.told}>
        Nothing that names them is deleted, and they cannot be erased, until the hold is lifted under Data.
      </p>
    </ReasonDialog>
  )
}

/** Asks for everything that is kept of somebody, and hands it to the browser as a file. */
export async function downloadPerson(organization: string, person: string): Promise<void> {
  const exported = await read(
    api.POST('/api/v1/organizations/{organization}/members/{person}/export', {
      params: { path: { organization, person } },
      body: {},
    }),
  )
  const file = new Blob([JSON.stringify(exported, undefined, 2)], { type: 'application/json' })
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = `person-${person}.json`
  link.click()
  URL.revokeObjectURL(address)
}
