import { KeyIcon } from '@primer/octicons-react'
import { Banner, Button, Checkbox, CheckboxGroup, Dialog, FormControl, TextInput } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import { CopyButton } from '../copy-button.tsx'
import styles from '../dialog-form.module.css'
import { Mood } from '../mood.tsx'
import { ProblemBanner } from '../problem-banner.tsx'
import { Loaded, Section } from '../section.tsx'
import { Time } from '../time.tsx'
import { Nothing, Row, Rows } from './rows.tsx'

type Token = Schema<'ApiToken'>
type Scope = Token['scopes'][number]

/** What each scope lets a program read, in words. */
const scopes: Readonly<Record<Scope, string>> = {
  read: 'Repositories, decisions, findings, requests',
  'read-policy': 'Policy',
  'read-audit': 'Audit log',
  'export-audit': 'Export of the audit log',
  'read-settings': 'Settings, people and health',
}
const scopeNames = [
  'read',
  'read-policy',
  'read-audit',
  'export-audit',
  'read-settings',
] as const satisfies readonly Scope[]

/** By which tokens programs read an organization, and for owners how to make and end them. */
export function Tokens({ organization }: { readonly organization: OneOrganization }) {
  const [isAsking, ask] = useState(false)
  const path = { organization: organization.id }
  const query = useQuery({
    queryKey: ['tokens', path],
    queryFn: () => read(api.GET('/api/v1/organizations/{organization}/tokens', { params: { path } })),
  })
  return (
    <Section
      title="API tokens"
      note="For programs that read: a SIEM, a GRC tool, a dashboard. They order nothing."
      actions={
        organization.may('manage-tokens') && (
          <Button leadingVisual={KeyIcon} onClick={() => ask(true)}>
            New token
          </Button>
        )
      }
    >
      {isAsking && <NewToken organization={organization} onClose={() => ask(false)} />}
      <Loaded query={query} height={80}>
        {({ items }) => <Listed tokens={items} organization={organization} />}
      </Loaded>
    </Section>
  )
}

interface ListedProps {
  readonly tokens: readonly Token[]
  readonly organization: OneOrganization
}

function Listed({ tokens, organization }: ListedProps) {
  const queries = useQueryClient()
  const { mutate, error, variables, isPending } = useMutation({
    mutationFn: (token: string) =>
      read(
        api.DELETE('/api/v1/organizations/{organization}/tokens/{token}', {
          params: { path: { organization: organization.id, token } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  })
  if (tokens.length === 0) return <Nothing>No program has a token.</Nothing>
  return (
    <>
      {error && <ProblemBanner error={error} />}
      <Rows label="API tokens">
        {tokens.map((token) => (
          <Row
            key={token.id}
            title={
              <>
                {token.name} <code>…{token.ending}</code>
              </>
            }
            more={<About token={token} />}
            end={
              isOver(token) ? (
                <Mood tone="muted">{token.endedAt === null ? 'Expired' : 'Ended'}</Mood>
              ) : (
                organization.may('manage-tokens') && (
                  <Button
                    size="small"
                    variant="danger"
                    aria-label={`End the token ${token.name}`}
                    loading={isPending && variables === token.id}
                    onClick={() => mutate(token.id)}
                  >
                    End
                  </Button>
                )
              )
            }
          />
        ))}
      </Rows>
    </>
  )
}

const isOver = ({ endedAt, expiresAt }: Token): boolean =>
  endedAt !== null || Date.parse(expiresAt) <= Date.now()

const About = ({
  token: { scopes: own, createdBy, createdAt, expiresAt, usedAt },
}: {
  readonly token: Token
}) => (
  <>
    {own.map((scope) => scopes[scope]).join(', ')}. Made by {createdBy ?? 'somebody who was erased'}{' '}
    <Time at={createdAt} /> ·{' '}
    {usedAt === null ? (
      'never used'
    ) : (
      <>
        last used <Time at={usedAt} />
      </>
    )}{' '}
    · expires <Time at={expiresAt} />
  </>
)

interface NewTokenProps {
  readonly organization: OneOrganization
  readonly onClose: () => void
}

function NewToken({ organization, onClose }: NewTokenProps) {
  const [name, setName] = useState('')
  const [days, setDays] = useState('90')
  const [chosen, choose] = useState<readonly Scope[]>(['read', 'read-audit', 'export-audit'])
  const queries = useQueryClient()
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/tokens', {
          params: { path: { organization: organization.id } },
          body: { name: name.trim(), scopes: [...chosen], days: Number(days) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  })
  if (data)
    return (
      <Dialog title="The new token" onClose={onClose} footerButtons={[{ content: 'Done', onClick: onClose }]}>
        <div className={styles.form}>
          <Banner
            variant="warning"
            title="Copy it now"
            description="It is not shown again: Gatehouse keeps a hash of it."
          />
          <p className={styles.asked}>
            <code>{data.token}</code> <CopyButton text={data.token} what="the token" />
          </p>
          <p className={styles.note}>
            It is sent as <code>Authorization: Bearer …</code> and expires <Time at={data.expiresAt} />.
          </p>
        </div>
      </Dialog>
    )
  const isReady =
    name.trim() !== '' &&
    /^[1-9]\d{0,2}$/.test(days) &&
    Number(days) <= 366 &&
    chosen.length > 0 &&
    !isPending
  return (
    <Dialog
      title="New API token"
      onClose={onClose}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        { content: 'Make', buttonType: 'primary', disabled: !isReady, onClick: () => mutate() },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <FormControl required>
          <FormControl.Label>What is it for?</FormControl.Label>
          <TextInput
            block
            autoComplete="off"
            maxLength={100}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </FormControl>
        <CheckboxGroup required>
          <CheckboxGroup.Label>It reads</CheckboxGroup.Label>
          {scopeNames.map((scope) => (
            <FormControl key={scope}>
              <Checkbox
                value={scope}
                checked={chosen.includes(scope)}
                onChange={({ target }) =>
                  choose(target.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope))
                }
              />
              <FormControl.Label>{scopes[scope]}</FormControl.Label>
            </FormControl>
          ))}
        </CheckboxGroup>
        <FormControl required>
          <FormControl.Label>Days until it expires</FormControl.Label>
          <TextInput
            className={styles.days}
            inputMode="numeric"
            maxLength={3}
            value={days}
            onChange={({ target }) => setDays(target.value)}
          />
          <FormControl.Caption>At most 366.</FormControl.Caption>
        </FormControl>
      </div>
    </Dialog>
  )
}
