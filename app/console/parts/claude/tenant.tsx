import { KeyIcon } from '@primer/octicons-react'
import { Banner, Button, Checkbox, CheckboxGroup, Dialog, FormControl, TextInput } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import { useMay, useOrganizations } from '../../queries.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import styles from '../dialog-form.module.css'
import { Mood } from '../mood.tsx'
import { ProblemBanner } from '../problem-banner.tsx'
import { Section } from '../section.tsx'
import { Nothing, Row, Rows } from '../settings/rows.tsx'
import { Time } from '../time.tsx'

type Shown = NonNullable<Schema<'Claude'>['tenant']>

interface TenantProps {
  readonly organization: OneOrganization
  readonly tenant: Shown | null
  readonly actions: ReactNode
}

/** The connection to Claude itself: whose key, how far it was read, and what keeps it from being read. */
export function Tenant({ organization, tenant, actions }: TenantProps) {
  const [isAsking, ask] = useState(false)
  const mayManage = organization.may('manage-claude') && tenant?.isOwner !== false
  return (
    <Section
      title="Connection to Claude"
      note="With a key that only reads, Gatehouse follows what Claude itself records: which repositories are connected, by whom, and which settings change."
      actions={
        <>
          {actions}
          {mayManage && (
            <Button leadingVisual={KeyIcon} onClick={() => ask(true)}>
              {tenant === null ? 'Connect' : 'Replace the key'}
            </Button>
          )}
          {mayManage && tenant !== null && <Disconnect organization={organization} />}
        </>
      }
    >
      {isAsking && <Connect organization={organization} tenant={tenant} onClose={() => ask(false)} />}
      {tenant === null ? (
        <Nothing>
          Not connected: what happens at Claude itself is not known. A Claude primary owner makes the key at
          claude.ai, Organization settings, API; a Gatehouse owner enters it here.
        </Nothing>
      ) : (
        <Known tenant={tenant} />
      )}
    </Section>
  )
}

function Known({ tenant }: { readonly tenant: Shown }) {
  const {
    owner,
    isOwner,
    covers,
    keyEnding,
    keyEndsAt,
    setBy,
    setAt,
    readUntil,
    problem,
    failingSince,
    taken,
  } = tenant
  return (
    <div className={styles.form}>
      {problem !== null && (
        <Banner variant="critical" title="Claude’s side cannot be read" description={problem} />
      )}
      <Rows label="Connection to Claude">
        <Row
          title={tenant.names.length === 0 ? 'Claude' : tenant.names.join(', ')}
          more={
            <>
              {readUntil === null ? (
                'It is being read for the first time.'
              ) : (
                <>
                  Read up to <Time at={readUntil} />; {taken.toLocaleString('en')} activities so far.
                </>
              )}{' '}
              It tells of {covers.map(({ login }) => login).join(', ')}.
            </>
          }
          end={
            failingSince === null ? (
              <Mood tone="success">Read</Mood>
            ) : (
              <Mood tone="danger">
                Fails since <Time at={failingSince} />
              </Mood>
            )
          }
        />
        <Row
          title={
            <>
              The key <code>…{keyEnding}</code>
            </>
          }
          more={
            <>
              {isOwner ? 'Entered' : `Entered for ${owner.login}`} by {setBy ?? 'somebody who was erased'}{' '}
              <Time at={setAt} />
              {keyEndsAt !== null && (
                <>
                  {' '}
                  · ends <Time at={keyEndsAt} />
                </>
              )}
              . It is kept sealed and shown to nobody.
            </>
          }
          end={<Mood tone={keyTones[tenant.keyState]}>{keyWords[tenant.keyState]}</Mood>}
        />
      </Rows>
    </div>
  )
}

const keyWords = { 'reads-only': 'Only reads', unproven: 'Not proven yet', gone: 'Forgotten' } as const
const keyTones = { 'reads-only': 'success', unproven: 'attention', gone: 'danger' } as const

function Disconnect({ organization }: { readonly organization: OneOrganization }) {
  const [isAsking, ask] = useState(false)
  const queries = useQueryClient()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.DELETE('/api/v1/organizations/{organization}/claude', {
          params: { path: { organization: organization.id } },
        }),
      ),
    onSuccess: async () => {
      ask(false)
      await queries.invalidateQueries({ queryKey: ['claude'] })
    },
  })
  return (
    <>
      <Button variant="danger" onClick={() => ask(true)}>
        Disconnect
      </Button>
      {isAsking && (
        <Dialog
          title="Disconnect Claude’s side"
          onClose={() => ask(false)}
          footerButtons={[
            { content: 'Cancel', onClick: () => ask(false) },
            { content: 'Disconnect', buttonType: 'danger', disabled: isPending, onClick: () => mutate() },
          ]}
        >
          <div className={styles.form}>
            {error && <ProblemBanner error={error} />}
            <p className={styles.told}>
              The key and everything that was read with it are forgotten. What is in the audit log stays.
            </p>
          </div>
        </Dialog>
      )}
    </>
  )
}

interface ConnectProps {
  readonly organization: OneOrganization
  readonly tenant: Shown | null
  readonly onClose: () => void
}

function Connect({ organization, tenant, onClose }: ConnectProps) {
  const [key, setKey] = useState('')
  const [chosen, choose] = useState<readonly string[]>(
    (tenant?.covers ?? []).map(({ id }) => id).filter((id) => id !== organization.id),
  )
  const may = useMay()
  const others = useOrganizations().filter(({ id }) => id !== organization.id && may('manage-claude', id))
  const queries = useQueryClient()
  const { mutate, error, data, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/claude', {
          params: { path: { organization: organization.id } },
          body: { key: key.trim(), organizations: [...chosen] },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['claude'] }),
  })
  if (data)
    return (
      <Dialog title="Connected" onClose={onClose} footerButtons={[{ content: 'Done', onClick: onClose }]}>
        <p className={styles.told}>
          {data.names.length === 0 ? 'Claude' : data.names.join(', ')} is being read now.{' '}
          {data.isProven
            ? 'The key may only read.'
            : 'Some keys of this tenant may do more than read. Whether this is one of them is known in some minutes; if it is, it is forgotten.'}
        </p>
      </Dialog>
    )
  return (
    <Dialog
      title={tenant === null ? 'Connect Claude’s side' : 'Replace the key'}
      onClose={onClose}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: 'Connect',
          buttonType: 'primary',
          disabled: key.trim() === '' || isPending,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <FormControl required>
          <FormControl.Label>Compliance Access Key</FormControl.Label>
          <TextInput
            block
            type="password"
            autoComplete="off"
            maxLength={500}
            value={key}
            onChange={({ target }) => setKey(target.value)}
          />
          <FormControl.Caption>
            Made at claude.ai, Organization settings, API, with read:compliance_activities and
            read:compliance_org_data; with read:compliance_user_data it also tells who administers Claude. One
            that may delete is refused.
          </FormControl.Caption>
        </FormControl>
        {others.length > 0 && (
          <CheckboxGroup>
            <CheckboxGroup.Label>It tells of these organizations too</CheckboxGroup.Label>
            {others.map(({ id, login }) => (
              <FormControl key={id}>
                <Checkbox
                  value={id}
                  checked={chosen.includes(id)}
                  onChange={({ target }) =>
                    choose(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                  }
                />
                <FormControl.Label>{login}</FormControl.Label>
              </FormControl>
            ))}
          </CheckboxGroup>
        )}
      </div>
    </Dialog>
  )
}
