import type { Mode } from '../../policies/policy-group.ts'
import { listDueTenants } from '../database/claude/tenants.ts'
import { forgetDeliveries } from '../database/deliveries.ts'
import { listOrganizations } from '../database/organizations.ts'
import { readDueDecisions } from '../database/decisions.ts'
import { createRecords } from '../database/records.ts'
import { readDueChanges } from '../database/effects.ts'
import { readOrganizationsWithRequests } from '../database/list-requests.ts'
import type { Store } from '../database/store.ts'
import { readSweepsToClose } from '../database/sweeps.ts'
import type { VouchedHeads } from '../enforcement/audit/vouched-heads.ts'
import type { GitHubHost } from '../enforcement/github.ts'
import type { Deployment } from '../enforcement/judge-organization.ts'
import type { ReadTicket } from '../enforcement/requests/ticket.ts'
import type { RepositoryScanner } from '../enforcement/scanning.ts'
import type { ScanScope } from '../enforcement/wants-scan.ts'
import { keyOf, type WorkKey } from '../enforcement/work-keys.ts'
import { dispatchDeliveries, mostAtOnce, type ReadWebhook } from './dispatch-deliveries.ts'
import { runKey, type Works } from './run-key.ts'
import type { Schedule } from './schedules.ts'
import type { Run as RunKey, WorkQueue } from './work-queue.ts'

/** A GitHub host of this deployment. */
export interface GovernedHost {
  /** Our id. */
  readonly id: string
  readonly github: GitHubHost
  readonly readWebhook: ReadWebhook
}

export interface GovernorParts {
  readonly store: Store
  readonly want: WorkQueue['want']
  readonly hosts: readonly GovernedHost[]
  /** Name of the repository in each organization that holds its policy. */
  readonly policyRepository: string
  /** Minutes from one look at everything to the next. */
  readonly sweepMinutes: number
  /** Milliseconds from one look for sweeps that have come to their end to the next. */
  readonly sweepMs: number
  /** Seconds from one look at assistants' installations to the next. */
  readonly watchSeconds: number
  readonly deployment: Deployment
  /** Whether a host's webhooks do not come in here: what people write is read again and again then. @param host our id */
  readonly isPolled?: (host: string) => boolean
  readonly scanScope: ScanScope
  readonly scanner: RepositoryScanner
  /** What may be done on GitHub at most. */
  readonly ceiling: Mode
  /** Reads tickets of other systems, where the policy wants one for an approval. */
  readonly readTicket?: ReadTicket | undefined
  readonly followClaude?: Works['followClaude']
  /** What is kept beside the database of how far each chain has come. */
  readonly heads?: VouchedHeads
  readonly now: () => Date
  /** @param what the name of a schedule */
  readonly onError: (what: string, error: unknown) => void
}

/** What is to be done, for a queue and for schedules to do it. */
export interface Governing {
  /** Does what a key of the queue stands for. */
  readonly run: RunKey
  /** What is done again and again. */
  readonly schedules: readonly Schedule[]
  /** A webhook was kept: no need to wait for the next look. Does not throw. */
  readonly deliveryArrived: () => void
}

/**
 * Lanes of the queue: a scan takes minutes, and so does the list of a large organization, also longer where GitHub's limits make
 * it wait. Neither decisions nor other organizations may wait behind them.
 */
export const lanes = {
  lanes: ['work', 'wide', 'scan', 'change', 'follow'],
  laneOf: (key: string): string => laneByKind.get(key.split(':')[0] ?? '') ?? 'work',
}

const laneByKind: ReadonlyMap<string, string> = new Map<WorkKey['kind'], string>([
  ['host', 'wide'],
  ['organization', 'wide'],
  ['scan', 'scan'],
  // Many decisions, and no request: they wait for no list and hold up no change.
  ['decisions', 'follow'],
  ['previews', 'change'],
  ['organization-plan', 'change'],
  ['installations', 'wide'],
  ['claude', 'wide'],
  ['changes', 'change'],
])

const second = 1000
const minute = 60 * second
const day = 24 * 60 * minute
/** Deliveries are kept this long: as long as GitHub itself keeps them, at most. */
const deliveriesKept = 7 * day
const mostDue = 1000

export function createGoverning(parts: GovernorParts): Governing {
  const { store, want, hosts, onError, now } = parts
  const works = {
    ...parts,
    records: createRecords(store, want, parts.heads),
    hosts: new Map(hosts.map(({ id, github }) => [id, github])),
  }
  const byName = new Map(hosts.map(({ id, github, readWebhook }) => [github.name, { id, readWebhook }]))
  const dispatch = onceAtATime(async () => {
    while ((await dispatchDeliveries({ ...parts, hosts: byName })) === mostAtOnce) {
      // There are more.
    }
  })
  const ask = async (keys: readonly string[]): Promise<void> => {
    if (keys.length > 0) await store.transact((unit) => want(unit, keys))
  }
  return {
    run: (key, context) => runKey(works, key, context),
    deliveryArrived: () => void dispatch().catch((error: unknown) => onError('deliveries', error)),
    schedules: [
      {
        name: 'sweep',
        everyMs: parts.sweepMinutes * minute,
        run: () => ask(hosts.map(({ id }) => keyOf('host', id))),
      },
      { name: 'deliveries', everyMs: second, run: dispatch },
      {
        name: 'due-decisions',
        everyMs: minute,
        run: async () =>
          ask((await readDueDecisions(store, now(), mostDue)).map((id) => keyOf('repository', id))),
      },
      {
        name: 'watch-installations',
        everyMs: parts.watchSeconds * second,
        run: async () =>
          parts.ceiling === 'enforce'
            ? ask((await listOrganizations(store, 'everything')).map(({ id }) => keyOf('installations', id)))
            : undefined,
      },
      {
        name: 'due-changes',
        everyMs: 10 * second,
        run: async () => ask((await readDueChanges(store, now(), mostDue)).map((id) => keyOf('changes', id))),
      },
      {
        name: 'due-requests',
        everyMs: 10 * minute,
        run: async () =>
          ask((await readOrganizationsWithRequests(store, now())).map((id) => keyOf('requests', id))),
      },
      {
        // Without a webhook GitHub tells nobody of a command; asked conditionally, nothing new costs nothing of the rate budget.
        name: 'poll-requests',
        everyMs: minute,
        run: async () =>
          ask(
            (await listOrganizations(store, 'everything'))
              .filter(({ hostId }) => parts.isPolled?.(hostId) === true)
              .map(({ id }) => keyOf('requests', id)),
          ),
      },
      {
        name: 'claude',
        everyMs: 15 * second,
        run: async () => ask((await listDueTenants(store, now())).map((id) => keyOf('claude', id))),
      },
      {
        name: 'coverage',
        everyMs: parts.sweepMs,
        run: async () => ask((await readSweepsToClose(store)).map((id) => keyOf('coverage', id))),
      },
      {
        name: 'forget-deliveries',
        everyMs: day,
        run: async () => void (await forgetDeliveries(store, new Date(now().getTime() - deliveriesKept))),
      },
    ],
  }
}

/** Makes a task that, asked for while it runs, runs once more after that, and never twice at a time. */
function onceAtATime(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let isAskedAgain = false
  const run = async (): Promise<void> => {
    do {
      isAskedAgain = false
      await task()
    } while (isAskedAgain)
  }
  return () => {
    if (running) isAskedAgain = true
    else
      running = run().finally(() => {
        running = undefined
      })
    return running
  }
}
