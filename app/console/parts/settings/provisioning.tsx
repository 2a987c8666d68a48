import { KeyIcon, PlusIcon } from '@primer/octicons-react'
import { Banner, Button, Dialog, FormControl, TextInput } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import styles from '../dialog-form.module.css'
import { CopyButton } from '../copy-button.tsx'
import { Mood } from '../mood.tsx'
import { ProblemBanner } from '../problem-banner.tsx'
import { Loaded, Section } from '../section.tsx'
import { Time } from '../time.tsx'
import { DryRunDialog } from './provisioning-dry-run.tsx'
import { Nothing, Row, Rows } from './rows.tsx'

type Provisioned = Schema<'Provisioning'>
type Token = Provisioned['tokens'][number]

/** How people and groups come from an identity provider by SCIM, and what waits for an owner. */
export function Provisioning({ organization }: { readonly organization: OneOrganization }) {
  const [isAsking, ask] = useState(false)
  const path = { organization: organization.id }
  const query = useQuery({
    queryKey: ['provisioning', path],
    queryFn: () => read(api.GET('/api/v1/organizations/{organization}/provisioning', { params: { path } })),
  })
  const mayManage = organization.may('manage-members')
  return (
    <Section
      title="Provisioning"
      note="Your identity provider tells of people and groups by SCIM 2.0, and groups give roles. Whoever it deactivates is signed out at once."
      actions={
        mayManage && (
          <Button leadingVisual={PlusIcon} onClick={() => ask(true)}>
            Set up
          </Button>
        )
      }
    >
      {isAsking && <SetUpDialog organization={organization} onClose={() => ask(false)} />}
      <Loaded query={query} height={80}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing>No identity provider tells of people here.</Nothing>
          ) : (
            items.map((one) => <One key={one.id} provisioned={one} organization={organization} />)
          )
        }
      </Loaded>
    </Section>
  )
}

interface OneProps {
  readonly provisioned: Provisioned
  readonly organization: OneOrganization
}

function One({ provisioned, organization }: OneProps) {
  const [shown, show] = useState<'dry-run' | 'token'>()
  const { id, name, startedAt, people, activePeople, groups, hold, tokens } = provisioned
  const mayManage = organization.may('manage-members')
  const isDryRun = startedAt === null
  return (
    <>
      {hold && <Waiting provisioned={provisioned} hold={hold} organization={organization} />}
      {shown === 'dry-run' && (
        <DryRunDialog provisioned={provisioned} organization={organization} onClose={() => show(undefined)} />
      )}
      {shown === 'token' && (
        <NewToken connection={id} organization={organization} onClose={() => show(undefined)} />
      )}
      <Rows label={`Provisioning by ${name}`}>
        <Row
          title={
            <>
              {name}{' '}
              {isDryRun ? <Mood tone="attention">Dry run</Mood> : <Mood tone="success">Gives roles</Mood>}
            </>
          }
          more={
            <>
              {activePeople.toLocaleString('en')} of {people.toLocaleString('en')} people active,{' '}
              {groups.toLocaleString('en')} groups. Address:{' '}
              <code>{`${globalThis.location.origin}/scim/v2/${id}`}</code>{' '}
              <CopyButton text={`${globalThis.location.origin}/scim/v2/${id}`} what="the address" />
            </>
          }
          end={
            <>
              <Button size="small" onClick={() => show('dry-run')}>
                {isDryRun ? 'Dry run' : 'People and groups'}
              </Button>{' '}
              {mayManage && (
                <Button size="small" leadingVisual={KeyIcon} onClick={() => show('token')}>
                  New SCIM token
                </Button>
              )}
            </>
          }
        />
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} connection={id} organization={organization} />
        ))}
      </Rows>
    </>
  )
}

/** What would take too much, and who loses what. */
function Waiting({
  provisioned,
  hold,
  organization,
}: OneProps & { readonly hold: NonNullable<Provisioned['hold']> }) {
  const queries = useQueryClient()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/provisioning/{connection}/apply', {
          params: { path: { organization: organization.id, connection: provisioned.id } },
          body: {},
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['provisioning'] }),
  })
  const why =
    hold.why === 'last-owner'
      ? 'It would leave an organization without a Gatehouse owner.'
      : `Within a day ${hold.people} of ${hold.of} people would have lost something, which is more than ${provisioned.lossPercent} %.`
  return (
    <>
      {error && <ProblemBanner error={error} />}
      <Banner
        variant="warning"
        title={`What ${provisioned.name} would take from ${hold.waitingCount === 1 ? 'one person' : `${hold.waitingCount} people`} waits for a Gatehouse owner`}
        description={
          <>
            {why} They keep what they have until then. Is it a mistake? Put it right at the provider: then
            nothing waits any more.
            <ul>
              {hold.waiting.slice(0, 20).map(({ person, login, from, to }) => (
                <li key={person}>
                  {login ?? 'Somebody who was erased'}: {told(from)} → {told(to)}
                </li>
              ))}
              {hold.waitingCount > 20 && <li>and {hold.waitingCount - 20} others</li>}
            </ul>
          </>
        }
        {...(organization.may('manage-members') && {
          primaryAction: (
            <Banner.PrimaryAction disabled={isPending} onClick={() => mutate()}>
              Let it happen
            </Banner.PrimaryAction>
          ),
        })}
      />
    </>
  )
}

const told = (roles: NonNullable<Provisioned['hold']>['waiting'][number]['from']): string =>
  roles.length === 0
    ? 'nothing'
    : roles.map(({ role, organization }) => `${role ?? 'deactivated'} in ${organization}`).join(', ')

interface TokenProps {
  readonly token: Token
  readonly connection: string
  readonly organization: OneOrganization
}

function TokenRow({ token, connection, organization }: TokenProps) {
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      read(
        api.DELETE('/api/v1/organizations/{organization}/provisioning/{connection}/tokens/{token}', {
          params: { path: { organization: organization.id, connection, token: token.id } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['provisioning'] }),
  })
  const isOver = token.endedAt !== null || Date.parse(token.expiresAt) <= Date.now()
  return (
    <Row
      title={
        <>
          Token <code>…{token.ending}</code>
        </>
      }
      more={
        <>
          {error && <ProblemBanner error={error} />}
          Made by {token.createdBy ?? 'somebody who was erased'} <Time at={token.createdAt} /> ·{' '}
          {token.usedAt === null ? (
            'never used'
          ) : (
            <>
              last used <Time at={token.usedAt} />
            </>
          )}{' '}
          · expires <Time at={token.expiresAt} />
        </>
      }
      end={
        isOver ? (
          <Mood tone="muted">{token.endedAt === null ? 'Expired' : 'Ended'}</Mood>
        ) : (
          organization.may('manage-members') && (
            <Button
              size="small"
              variant="danger"
              aria-label={`End the token that ends with ${token.ending}`}
              loading={isPending}
              onClick={() => mutate()}
            >
              End
            </Button>
          )
        )
      }
    />
  )
}

function SetUpDialog({
  organization,
  onClose,
}: {
  readonly organization: OneOrganization
  readonly onClose: () => void
}) {
  const [name, setName] = useState('')
  const queries = useQueryClient()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/provisioning', {
          params: { path: { organization: organization.id } },
          body: { name: name.trim() },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['provisioning'] })
      onClose()
    },
  })
  return (
    <Dialog
      title="Set up provisioning"
      onClose={onClose}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: 'Set up',
          buttonType: 'primary',
          disabled: name.trim() === '' || isPending,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <p className={styles.note}>
          It begins as a dry run: what the provider sends is kept and shown, and nobody’s role changes until
          you start it.
        </p>
        <FormControl required>
          <FormControl.Label>What is the identity provider called?</FormControl.Label>
          <TextInput
            block
            autoComplete="off"
            maxLength={100}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </FormControl>
      </div>
    </Dialog>
  )
}

interface NewTokenProps {
  readonly connection: string
  readonly organization: OneOrganization
  readonly onClose: () => void
}

function NewToken({ connection, organization, onClose }: NewTokenProps) {
  const [days, setDays] = useState('365')
  const queries = useQueryClient()
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/provisioning/{connection}/tokens', {
          params: { path: { organization: organization.id, connection } },
          body: { days: Number(days) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['provisioning'] }),
  })
  if (data)
    return (
      <Dialog title="The new token" onClose={onClose} footerButtons={[{ content: 'Done', onClick: onClose }]}>
        <div className={styles.form}>
          <Banner
            variant="warning"
            title="Copy it now"
            description="It is not shown again: Gatehouse keeps a hash of it. The one before works until you end it."
          />
          <p className={styles.asked}>
            <code>{data.token}</code> <CopyButton text={data.token} what="the token" />
          </p>
        </div>
      </Dialog>
    )
  const isReady = /^[1-9]\d{0,2}$/.test(days) && Number(days) <= 730 && !isPending
  return (
    <Dialog
      title="New token for the identity provider"
      onClose={onClose}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        { content: 'Make', buttonType: 'primary', disabled: !isReady, onClick: () => mutate() },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <FormControl required>
          <FormControl.Label>Days until it expires</FormControl.Label>
          <TextInput
            className={styles.days}
            inputMode="numeric"
            maxLength={3}
            value={days}
            onChange={({ target }) => setDays(target.value)}
          />
          <FormControl.Caption>At most 730.</FormControl.Caption>
        </FormControl>
      </div>
    </Dialog>
  )
}
