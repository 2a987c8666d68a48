import { CheckIcon, PlayIcon, StopIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, ifUnchanged, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import { Mood } from '../mood.tsx'
import { useEvents } from '../use-events.ts'
import { RouterLink } from '../router-link.tsx'
import { Loaded, Section } from '../section.tsx'
import { Time } from '../time.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { Row, Rows } from './rows.tsx'

type Plan = Schema<'Plan'>
type Act = 'pause' | 'resume' | 'accept'

const acts = {
  pause: {
    title: 'Pause all changes',
    act: 'Pause',
    says: 'Within seconds nothing is changed on GitHub any more. Reading and deciding go on.',
  },
  resume: {
    title: 'Let changes go on',
    act: 'Resume',
    says: 'What was planned meanwhile is made. What waits for a Gatehouse owner goes on waiting.',
  },
  accept: {
    title: 'Accept the stopped plan',
    act: 'Accept',
    says: 'Just the changes below are let through. Where the plan is another one by now, nothing is.',
  },
} as const

/** What Gatehouse is about to change, and the brakes. */
export function Changes({ organization }: { readonly organization: OneOrganization }) {
  const path = { organization: organization.id }
  const queries = useQueryClient()
  const [isUnderWay, setUnderWay] = useState(false)
  const following = useEvents(
    isUnderWay ? `/api/v1/organizations/${organization.id}/plan/progress` : undefined,
    ({ planned }) => planned === 0,
    () => void queries.invalidateQueries({ queryKey: ['plan', path] }),
  )
  const query = useQuery({
    queryKey: ['plan', path],
    queryFn: () => read(api.GET('/api/v1/organizations/{organization}/plan', { params: { path } })),
    // What is planned next, and who pauses it, nobody tells.
    refetchInterval: isUnderWay && following === 'following' ? 60_000 : 15_000,
  })
  const isPlanned = query.data?.changes.some(({ state }) => state === 'planned') === true
  useEffect(() => setUnderWay(isPlanned), [isPlanned])
  return (
    <Section
      title="Changes on GitHub"
      note="What is planned, what waits for a person, and the brake that stops all of it."
      actions={query.data && <Brakes organization={organization} plan={query.data} />}
    >
      <Loaded query={query} height={160}>
        {(plan) => <Told plan={plan} />}
      </Loaded>
    </Section>
  )
}

function Brakes({ organization, plan }: { readonly organization: OneOrganization; readonly plan: Plan }) {
  const [asked, ask] = useState<Act>()
  const queries = useQueryClient()
  const params = { path: { organization: organization.id } }
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async ({ act, reason }: { act: Act; reason: string }) => {
      const body = { reason }
      if (act === 'pause')
        await read(api.POST('/api/v1/organizations/{organization}/pause', { params, body }))
      else if (act === 'resume')
        await read(api.POST('/api/v1/organizations/{organization}/resume', { params, body }))
      else
        await read(
          api.POST('/api/v1/organizations/{organization}/plan/accept', {
            params: { ...params, header: ifUnchanged(`"${plan.digest ?? ''}"`) },
            body,
          }),
        )
    },
    onSuccess: () => {
      ask(undefined)
      return Promise.all([
        queries.invalidateQueries({ queryKey: ['plan'] }),
        queries.invalidateQueries({ queryKey: ['organizations'] }),
      ])
    },
  })
  const open = (act: Act): void => {
    reset()
    ask(act)
  }
  const { awaiting, digest, pause } = plan
  return (
    <>
      {awaiting > 0 && digest !== null && organization.may('accept-plan') && (
        <Button variant="primary" leadingVisual={CheckIcon} onClick={() => open('accept')}>
          Accept {awaiting.toLocaleString('en')}
        </Button>
      )}
      {pause === null
        ? organization.may('pause') && (
            <Button leadingVisual={StopIcon} onClick={() => open('pause')}>
              Pause
            </Button>
          )
        : organization.may('resume') && (
            <Button leadingVisual={PlayIcon} onClick={() => open('resume')}>
              Resume
            </Button>
          )}
      {asked && (
        <ReasonDialog
          title={acts[asked].title}
          act={acts[asked].act}
          isPending={isPending}
          error={error}
          onGive={(reason) => mutate({ act: asked, reason })}
          onClose={() => ask(undefined)}
        >
          <p>{acts[asked].says}</p>
          {asked === 'accept' && (
            <p>
              {awaiting.toLocaleString('en')} changes, plan <code>{digest}</code>.
            </p>
          )}
        </ReasonDialog>
      )}
    </>
  )
}

const ceilings: Readonly<Record<Plan['ceiling'], string>> = {
  observe: 'This deployment only observes: it writes nothing on GitHub.',
  notify: 'This deployment tells owners: it writes issues, and takes nothing away.',
  enforce: 'This deployment may enforce.',
}

const states = { planned: 'Planned', held: 'Waits for an owner', manual: 'Needs a person' } as const
const tones = { planned: 'accent', held: 'attention', manual: 'severe' } as const
const shown = 10

function Told({
  plan: { pause, hold, ceiling, changes, more, isAccepted, notAccepted },
}: {
  readonly plan: Plan
}) {
  const beyond = more + Math.max(0, changes.length - shown)
  return (
    <Rows label="Changes on GitHub">
      {pause && (
        <Row
          title={
            <Mood tone="attention" icon={StopIcon}>
              Paused
            </Mood>
          }
          more={
            <>
              {pause.reason}
              {pause.by !== null && ` · ${pause.by}`}{' '}
              {pause.at !== null && (
                <>
                  · <Time at={pause.at} />
                </>
              )}
            </>
          }
        />
      )}
      {hold && (
        <Row
          title="Stopped, and waits for a Gatehouse owner"
          more={
            <>
              {hold.why} · since <Time at={hold.openedAt} />
            </>
          }
        />
      )}
      {!isAccepted && notAccepted !== null && <Row title="Nothing is enforced yet" more={notAccepted} />}
      <Row
        title={ceilings[ceiling]}
        more={
          changes.length === 0
            ? 'Nothing is planned: GitHub is as the policy wants it, as far as it may be changed.'
            : undefined
        }
      />
      {changes.slice(0, shown).map(({ id, kind, repository, reason, state, problem, plannedAt }) => (
        <Row
          key={id}
          title={
            <>
              {sentenceCase(kind.replaceAll('-', ' '))}
              {repository && (
                <>
                  {': '}
                  <RouterLink href={`/repositories/${repository.id}`}>{repository.name}</RouterLink>
                </>
              )}
            </>
          }
          more={
            <>
              {problem ?? reason} · <Time at={plannedAt} />
            </>
          }
          end={<Mood tone={tones[state]}>{states[state]}</Mood>}
        />
      ))}
      {beyond > 0 && <Row title={`${beyond.toLocaleString('en')} more`} />}
    </Rows>
  )
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
