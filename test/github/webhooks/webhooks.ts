import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { day } from '../clock.ts'
import { invalidities } from '../description/validate.ts'
import type { App, Installation } from '../world/entities.ts'
import { appOf, reaches } from '../world/lookups.ts'
import type { World } from '../world/world.ts'
import type { Delivery, Message } from './delivery.ts'
import { alwaysDelivered, eventPermissions } from './event-permissions.ts'
import { payloadFor, type EventSubject } from './payload.ts'
import { send } from './send.ts'
import { createWebhookFaults, type WebhookFaults } from './webhook-faults.ts'

type Payload = Readonly<Record<string, unknown>>

export interface Webhooks {
  /** Sends an event to every App that is to hear of it. `event` is `push`, or `repository.renamed` with its action. */
  readonly emit: (event: string, subject: EventSubject, rest?: Payload) => void
  /** Tells one App what concerns it as a whole, wherever it is installed. */
  readonly emitToApp: (event: string, app: App, payload: Payload) => void
  /** The attempts that GitHub still remembers, the newest first. */
  readonly deliveries: (appId: number) => readonly Delivery[]
  readonly redeliver: (delivery: Delivery) => void
  readonly faults: WebhookFaults
  /** Resolves when nothing is on its way any more. */
  readonly settled: () => Promise<void>
  readonly close: () => Promise<void>
}

export function createWebhooks(world: World, defects: string[]): Webhooks {
  const log: Delivery[] = []
  const faults = createWebhookFaults()
  const underWay = new Set<Promise<void>>()
  const stop = new AbortController()
  let held: Message | undefined

  async function attempt(message: Message): Promise<void> {
    if (!stop.signal.aborted) log.push(await send(world, message, stop.signal))
  }

  function start(work: Promise<void>): void {
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }

  async function deliver(message: Message): Promise<void> {
    const fault = faults.take(message)
    if (fault?.kind === 'drop') return
    if (fault?.kind === 'fail') {
      // The port of the discard service: closed everywhere.
      const nowhere = { ...message.app, webhook: { ...message.app.webhook, url: 'http://127.0.0.1:9/' } }
      return attempt({ ...message, app: nowhere })
    }
    if (fault?.kind === 'reorder' && held === undefined) {
      held = message
      return
    }
    if (fault?.kind === 'delay')
      await wait(fault.milliseconds, undefined, { signal: stop.signal }).catch(() => {})
    await attempt(message)
    if (fault?.kind === 'duplicate') await attempt(message)
    const waiting = held
    held = undefined
    if (waiting) await attempt(waiting)
  }

  function emit(event: string, subject: EventSubject, rest: Payload = {}): void {
    const [name = '', action] = event.split('.')
    for (const installation of listeners(world, name, subject)) {
      post(event, payloadFor(world, installation, { event: name, action, subject, rest }), {
        app: appOf(world, installation),
        installationId: installation.id,
        repositoryId: subject.repository?.id,
      })
    }
  }

  function emitToApp(event: string, app: App, payload: Payload): void {
    if (app.webhook.active) post(event, payload, { app, installationId: undefined, repositoryId: undefined })
  }

  function post(
    event: string,
    payload: Payload,
    about: Pick<Message, 'app' | 'installationId' | 'repositoryId'>,
  ): void {
    const errors = invalidities(['webhooks', event], payload)
    if (errors.length > 0) {
      defects.push(
        `${event}: ${errors
          .slice(0, 6)
          .map((one) => `${one.instancePath} ${one.message}`)
          .join('; ')}`,
      )
      return
    }
    const [name = '', action] = event.split('.')
    const text = JSON.stringify(payload)
    start(deliver({ ...about, guid: randomUUID(), event: name, action, isRedelivery: false, text }))
  }

  function redeliver(delivery: Delivery): void {
    const app = world.apps.get(delivery.appId)
    if (app) start(attempt({ ...delivery, app, isRedelivery: true }))
  }

  const isRemembered = ({ deliveredAt }: Delivery): boolean =>
    deliveredAt > world.clock.now() - world.profile.deliveriesKeptDays * day

  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay)
  }

  return {
    emit,
    emitToApp,
    deliveries: (appId) => log.filter((one) => one.appId === appId && isRemembered(one)).toReversed(),
    redeliver,
    faults,
    settled,
    async close() {
      stop.abort()
      await settled()
    },
  }
}

/** The installations whose App has a hook, may know, and wants to. */
function listeners(world: World, event: string, subject: EventSubject): readonly Installation[] {
  const { installation } = subject
  if (alwaysDelivered.has(event)) return installation && hasHook(world, installation) ? [installation] : []
  return [...world.installations.values()].filter(
    (one) =>
      hasHook(world, one) &&
      concerns(one, subject) &&
      isTold(one, event) &&
      (subject.app === undefined || subject.app === one.appId),
  )
}

const hasHook = (world: World, installation: Installation): boolean => {
  const app: App = appOf(world, installation)
  // An installation on an enterprise gets no webhooks.
  return app.webhook.active && installation.target.type !== 'Enterprise'
}

function concerns(installation: Installation, { repository, organization }: EventSubject): boolean {
  if (repository) return reaches(installation, repository)
  return installation.target.id === organization?.id
}

function isTold({ permissions, events, suspendedAt }: Installation, event: string): boolean {
  const needed = eventPermissions[event]
  return suspendedAt === null && events.includes(event) && (needed === undefined || needed in permissions)
}
