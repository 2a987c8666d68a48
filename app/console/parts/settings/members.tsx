import { PersonAddIcon } from '@primer/octicons-react'
import { ActionList, ActionMenu, Button, Dialog, FormControl, Select, TextInput } from '@primer/react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import styles from '../dialog-form.module.css'
import { Mood } from '../mood.tsx'
import { ProblemBanner } from '../problem-banner.tsx'
import { Loaded, Section } from '../section.tsx'
import { Time } from '../time.tsx'
import { downloadPerson, EraseDialog, HoldDialog } from './personal-data.tsx'
import { Nothing, Row, Rows } from './rows.tsx'

type Member = Schema<'Member'>
type Role = NonNullable<Member['role']>

/** What each role is for, as people choose one. */
const roles: Readonly<Record<Role, string>> = {
  owner: 'Policy, settings, tokens, people; accepts stopped plans',
  admin: 'Operations: sweeps, pauses, taking access back',
  member: 'Their own repositories: see, ask, fix',
  auditor: 'Reads and exports everything; needs no seat on GitHub',
}
const roleNames = ['owner', 'admin', 'member', 'auditor'] as const satisfies readonly Role[]

/** Who is what in an organization, and for owners how to change it. */
export function Members({ organization }: { readonly organization: OneOrganization }) {
  const [isAsking, ask] = useState(false)
  const path = { organization: organization.id }
  const query = useInfiniteQuery({
    queryKey: ['members', path],
    queryFn: ({ pageParam: cursor }) =>
      read(
        api.GET('/api/v1/organizations/{organization}/members', {
          params: { path, query: cursor === undefined ? {} : { cursor } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const mayManage = organization.may('manage-members')
  return (
    <Section
      title="People"
      note="Who signed in, and who was granted a role. Whoever owns the organization on GitHub is a Gatehouse owner without that; approval rights come from the policy’s teams."
      actions={
        mayManage && (
          <Button leadingVisual={PersonAddIcon} onClick={() => ask(true)}>
            Grant a role
          </Button>
        )
      }
    >
      {isAsking && <GrantDialog organization={organization} onClose={() => ask(false)} />}
      <Loaded query={query} height={120}>
        {({ pages }) => <Listed members={pages.flatMap(({ items }) => items)} organization={organization} />}
      </Loaded>
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          More people
        </Button>
      )}
    </Section>
  )
}

interface ListedProps {
  readonly members: readonly Member[]
  readonly organization: OneOrganization
}

type Act = 'end' | 'sign-out' | 'export'

function Listed({ members, organization }: ListedProps) {
  const [asked, ask] = useState<{ readonly about: 'erase' | 'hold'; readonly member: Member }>()
  const close = (): void => ask(undefined)
  const queries = useQueryClient()
  const { mutate, error } = useMutation({
    mutationFn: async ({ act, person }: { readonly act: Act; readonly person: string }) => {
      if (act === 'export') return downloadPerson(organization.id, person)
      const params = { path: { organization: organization.id, person } }
      if (act === 'end')
        await read(api.DELETE('/api/v1/organizations/{organization}/members/{person}', { params }))
      else await read(api.POST('/api/v1/organizations/{organization}/members/{person}/sign-out', { params }))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['members'] }),
  })
  if (members.length === 0) return <Nothing>Nobody has signed in yet, and nobody was granted a role.</Nothing>
  return (
    <>
      {error && <ProblemBanner error={error} />}
      {asked?.about === 'erase' && (
        <EraseDialog organization={organization} member={asked.member} onClose={close} />
      )}
      {asked?.about === 'hold' && (
        <HoldDialog organization={organization} member={asked.member} onClose={close} />
      )}
      <Rows label="People">
        {members.map((member) => (
          <Row
            key={member.person}
            title={member.login ?? 'Somebody who was erased'}
            more={<About member={member} />}
            end={
              <>
                <Mood tone={member.role === null ? 'attention' : 'muted'}>{roleOf(member)}</Mood>
                {organization.may('manage-members') && (
                  <Acts
                    member={member}
                    onAct={(act) => mutate({ act, person: member.person })}
                    onAsk={(about) => ask({ about, member })}
                  />
                )}
              </>
            }
          />
        ))}
      </Rows>
    </>
  )
}

const roleOf = ({ role }: Member): string => (role === null ? 'Nothing now' : role)

function About({
  member: { role, granted, grantedBy, grantedAt, onGitHub, mapped, sessions, seenAt },
}: {
  readonly member: Member
}) {
  return (
    <>
      {granted !== null && grantedAt !== null ? (
        <>
          Granted {role === null && `${granted} `}
          <Time at={grantedAt} />
          {grantedBy !== null && <> by {grantedBy}</>}
        </>
      ) : mapped !== null ? (
        'By a group of the identity provider'
      ) : onGitHub === 'admin' ? (
        'Owns the organization on GitHub'
      ) : (
        'By being in the organization on GitHub'
      )}
      {' · '}
      {sessions === 0 || seenAt === null ? (
        'not signed in'
      ) : (
        <>
          signed in{sessions > 1 && ` with ${sessions} browsers`}, seen <Time at={seenAt} />
        </>
      )}
    </>
  )
}

interface ActsProps {
  readonly member: Member
  readonly onAct: (act: Act) => void
  readonly onAsk: (about: 'erase' | 'hold') => void
}

/** What an owner may do about somebody. */
function Acts({ member: { login, granted, sessions }, onAct, onAsk }: ActsProps) {
  return (
    <ActionMenu>
      <ActionMenu.Button size="small" aria-label={`Change ${login ?? 'somebody'}`}>
        Change
      </ActionMenu.Button>
      <ActionMenu.Overlay>
        <ActionList>
          {granted !== null && (
            <ActionList.Item variant="danger" onSelect={() => onAct('end')}>
              End the role of {granted}
            </ActionList.Item>
          )}
          {sessions > 0 && (
            <ActionList.Item variant="danger" onSelect={() => onAct('sign-out')}>
              Sign out everywhere
            </ActionList.Item>
          )}
          <ActionList.Item onSelect={() => onAct('export')}>Export what is kept of them</ActionList.Item>
          <ActionList.Item onSelect={() => onAsk('hold')}>Place a legal hold…</ActionList.Item>
          <ActionList.Item variant="danger" onSelect={() => onAsk('erase')}>
            Erase…
          </ActionList.Item>
        </ActionList>
      </ActionMenu.Overlay>
    </ActionMenu>
  )
}

interface GrantProps {
  readonly organization: OneOrganization
  readonly onClose: () => void
}

function GrantDialog({ organization, onClose }: GrantProps) {
  const [login, setLogin] = useState('')
  const [role, setRole] = useState<Role>('auditor')
  const queries = useQueryClient()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/members', {
          params: { path: { organization: organization.id } },
          body: { login: login.trim(), role },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['members'] })
      onClose()
    },
  })
  const isReady = login.trim() !== '' && !isPending
  return (
    <Dialog
      title="Grant a role"
      onClose={onClose}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        { content: 'Grant', buttonType: 'primary', disabled: !isReady, onClick: () => mutate() },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <FormControl required>
          <FormControl.Label>Who</FormControl.Label>
          <TextInput
            block
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={login}
            onChange={({ target }) => setLogin(target.value)}
          />
          <FormControl.Caption>Their login on GitHub.</FormControl.Caption>
        </FormControl>
        <FormControl>
          <FormControl.Label>Role</FormControl.Label>
          <Select
            block
            value={role}
            onChange={({ target }) => setRole(roleNames.find((one) => one === target.value) ?? 'auditor')}
          >
            {roleNames.map((one) => (
              <Select.Option key={one} value={one}>
                {one}
              </Select.Option>
            ))}
          </Select>
          <FormControl.Caption>{roles[role]}.</FormControl.Caption>
        </FormControl>
        <p className={styles.note}>
          It takes the place of what they were. They are signed out everywhere, and sign in again. It is
          recorded.
        </p>
      </div>
    </Dialog>
  )
}
