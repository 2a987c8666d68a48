import { AlertIcon, CheckIcon, PlusIcon, StopIcon } from '@primer/octicons-react'
import { ActionList, ActionMenu, Banner, Button } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import { Mood } from '../mood.tsx'
import { ProblemBanner } from '../problem-banner.tsx'
import { Loaded, Section } from '../section.tsx'
import { Time } from '../time.tsx'
import { Nothing, Row, Rows } from './rows.tsx'
import { SiemDialog } from './siem-dialog.tsx'
import { kindWords, type Sink } from './siem-words.ts'

type Act = 'test' | 'pause' | 'resume' | 'replay' | 'end'

/** Where the audit log is sent on to, how that goes, and for owners how to set it up. */
export function Siem({ organization }: { readonly organization: OneOrganization }) {
  const [edited, edit] = useState<Sink | 'new'>()
  const path = { organization: organization.id }
  const query = useQuery({
    queryKey: ['sinks', path],
    queryFn: () => read(api.GET('/api/v1/organizations/{organization}/sinks', { params: { path } })),
    refetchInterval: 10_000,
  })
  return (
    <Section
      title="Receivers"
      note="Everything that is recorded is sent on to these receivers, at least once and in order. What a receiver cannot take now waits; what it refuses is kept."
      actions={
        organization.may('manage-sinks') && (
          <Button leadingVisual={PlusIcon} onClick={() => edit('new')}>
            Add a receiver
          </Button>
        )
      }
    >
      {edited && (
        <SiemDialog
          organization={organization}
          sink={edited === 'new' ? undefined : edited}
          onClose={() => edit(undefined)}
        />
      )}
      <Loaded query={query} height={80}>
        {({ items }) => <Listed sinks={items} organization={organization} onEdit={edit} />}
      </Loaded>
    </Section>
  )
}

interface ListedProps {
  readonly sinks: readonly Sink[]
  readonly organization: OneOrganization
  readonly onEdit: (sink: Sink) => void
}

function Listed({ sinks, organization, onEdit }: ListedProps) {
  const queries = useQueryClient()
  const { mutate, data, error, variables, isPending } = useMutation({
    mutationFn: async ({ act, sink }: { readonly act: Act; readonly sink: Sink }) => {
      const params = { path: { organization: organization.id, sink: sink.id } }
      if (act === 'test')
        return read(api.POST('/api/v1/organizations/{organization}/sinks/{sink}/test', { params }))
      if (act === 'replay')
        await read(api.POST('/api/v1/organizations/{organization}/sinks/{sink}/replay', { params, body: {} }))
      else if (act === 'end')
        await read(api.DELETE('/api/v1/organizations/{organization}/sinks/{sink}', { params }))
      else await pause(organization.id, sink, act === 'pause')
      return undefined
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['sinks'] }),
  })
  if (sinks.length === 0)
    return <Nothing>The audit log is sent nowhere. It can be exported, and read by the API.</Nothing>
  return (
    <>
      {error && <ProblemBanner error={error} />}
      {data && variables && !isPending && <Tested name={variables.sink.name} test={data} />}
      <Rows label="Receivers">
        {sinks.map((sink) => (
          <Row
            key={sink.id}
            title={sink.name}
            more={<About sink={sink} />}
            end={
              <>
                <State sink={sink} />
                {organization.may('manage-sinks') && (
                  <Acts
                    sink={sink}
                    isPending={isPending && variables.sink.id === sink.id}
                    onAct={(act) => mutate({ act, sink })}
                    onEdit={() => onEdit(sink)}
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

async function pause(organization: string, sink: Sink, isPaused: boolean): Promise<void> {
  const { id, name, format, logins, settings } = sink
  if (settings === null) return
  await read(
    api.PUT('/api/v1/organizations/{organization}/sinks/{sink}', {
      params: { path: { organization, sink: id } },
      body: { name, format, logins, settings, isPaused },
    }),
  )
}

function Tested({ name, test }: { readonly name: string; readonly test: Schema<'SinkTest'> }) {
  return (
    <Banner
      variant={test.isReached ? 'success' : 'warning'}
      title={test.isReached ? `${name} was reached` : `${name} was not reached`}
      description={
        <>
          {test.says} {test.todo ?? `It is the event ${test.event}, and took ${test.tookMs} ms.`}
        </>
      }
    />
  )
}

function State({ sink: { isPaused, problem, deadLetters, lagSeconds } }: { readonly sink: Sink }) {
  if (isPaused)
    return (
      <Mood tone="muted" icon={StopIcon}>
        Paused
      </Mood>
    )
  if (problem)
    return (
      <Mood tone="danger" icon={AlertIcon}>
        Fails
      </Mood>
    )
  if (deadLetters > 0) return <Mood tone="attention">{deadLetters.toLocaleString('en')} refused</Mood>
  if (lagSeconds > behindSeconds) return <Mood tone="attention">Behind</Mood>
  return (
    <Mood tone="success" icon={CheckIcon}>
      Up to date
    </Mood>
  )
}

/** An object storage collects for up to an hour. */
const behindSeconds = 3900

function About({ sink }: { readonly sink: Sink }) {
  const { settings, format, sent, lagEvents, problem, failingSince, nextAt, lastSentAt, deadLetters } = sink
  const number = (count: number): string => count.toLocaleString('en')
  return (
    <>
      {settings ? kindWords[settings.kind].label : 'Of a newer version'} ·{' '}
      {format === 'ocsf' ? 'OCSF' : 'lines of the record'} · {number(sent)} sent
      {lagEvents > 0 && ` · ${number(lagEvents)} wait`}
      {lastSentAt !== null && (
        <>
          {' '}
          · last <Time at={lastSentAt} />
        </>
      )}
      {problem && (
        <>
          <br />
          {problem.says} {problem.todo}
          {failingSince !== null && (
            <>
              {' '}
              Since <Time at={failingSince} />
            </>
          )}
          {nextAt !== null && (
            <>
              , tried again <Time at={nextAt} />
            </>
          )}
        </>
      )}
      {deadLetters > 0 && (
        <>
          <br />
          The receiver refused {number(deadLetters)} {deadLetters === 1 ? 'event' : 'events'}. They are kept,
          and can be sent again when it takes them.
        </>
      )}
    </>
  )
}

interface ActsProps {
  readonly sink: Sink
  readonly isPending: boolean
  readonly onAct: (act: Act) => void
  readonly onEdit: () => void
}

function Acts({ sink, isPending, onAct, onEdit }: ActsProps) {
  return (
    <>
      <Button size="small" aria-label={`Test ${sink.name}`} loading={isPending} onClick={() => onAct('test')}>
        Test
      </Button>
      <ActionMenu>
        <ActionMenu.Button size="small" aria-label={`More about ${sink.name}`}>
          More
        </ActionMenu.Button>
        <ActionMenu.Overlay>
          <ActionList>
            {sink.settings && <ActionList.Item onSelect={onEdit}>Change…</ActionList.Item>}
            {sink.settings && (
              <ActionList.Item onSelect={() => onAct(sink.isPaused ? 'resume' : 'pause')}>
                {sink.isPaused ? 'Resume' : 'Pause'}
              </ActionList.Item>
            )}
            {sink.deadLetters > 0 && (
              <ActionList.Item onSelect={() => onAct('replay')}>Send refused events again</ActionList.Item>
            )}
            <ActionList.Divider />
            <ActionList.Item variant="danger" onSelect={() => onAct('end')}>
              End, and forget its secret
            </ActionList.Item>
          </ActionList>
        </ActionMenu.Overlay>
      </ActionMenu>
    </>
  )
}
