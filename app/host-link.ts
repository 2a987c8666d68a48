import type { GitHubHost } from './enforcement/github.ts'
import { RateBudgetSpent } from './enforcement/rate-budget-spent.ts'
import { clockRemark } from './github/look-at-app.ts'
import type { LookedAtHost } from './github/open-host.ts'
import type { HostAccess } from './host-access.ts'
import type { HostCredentials } from './hosts.ts'
import type { Schedule } from './jobs/schedules.ts'

type Fetch = typeof globalThis.fetch

export interface HostLinkOptions {
  readonly access: HostAccess
  /** @param fetch what every request to the host goes through */
  readonly open: (credentials: HostCredentials, fetch: Fetch) => Promise<LookedAtHost>
  readonly log: {
    readonly info: (entry: object, message: string) => void
    readonly warn: (entry: object, message: string) => void
  }
  readonly now: () => Date
  /** Milliseconds between two looks at a host that is in doubt; so long, at most, each worker waits for one that does not answer. */
  readonly everyMs: number
  readonly fetch?: Fetch
}

/** A GitHub host that may be out of order, also from the start, without holding up what is done on others. */
export interface HostLink {
  /** Opened when it is first needed. While it is out of order, everything asked of it is put off at once. */
  readonly github: GitHubHost
  /** Why it cannot be worked with; undefined: nothing is known against it. Without anything secret. */
  readonly problem: () => string | undefined
  /** Looks whether it is in order, where that is in doubt. */
  readonly look: Schedule
}

const second = 1000
/** A host that nobody met anything wrong with is looked at all the same: our clock may run away. */
const trustedMs = 60 * 60 * second

export function linkHost(options: HostLinkOptions): HostLink {
  const { access, open, log, now, everyMs, fetch = globalThis.fetch } = options
  const { name, apiUrl } = access.host
  const lookPath = `${new URL(apiUrl).pathname.replace(/\/$/, '')}/app`
  let problem: string | undefined
  let isInDoubt = true
  let lookedAt = 0
  let opened: { readonly with: HostCredentials; readonly host: Promise<LookedAtHost> } | undefined

  const putOff = (why: string): RateBudgetSpent =>
    new RateBudgetSpent(`${name}: ${why}`, new Date(now().getTime() + everyMs))

  const watched: Fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    if (problem !== undefined && pathname !== lookPath) throw putOff(problem)
    try {
      const response = await fetch(input, init)
      // Decided at a wrong time, approvals would end that have not, or begin again that have.
      const wrong = wrongClock(secondsAhead(response.headers, now()))
      if (wrong !== undefined && pathname !== lookPath) {
        isInDoubt = true
        throw putOff(wrong)
      }
      // One failure says little, so nothing is concluded from it: it is looked into.
      if (isDoubtful(response.status, pathname.startsWith(`${lookPath}/`))) isInDoubt = true
      return response
    } catch (error) {
      isInDoubt = true
      throw error
    }
  }

  const openWith = (credentials: HostCredentials): Promise<LookedAtHost> => {
    // Clients know how much of GitHub's limits is left: they are only made anew where the key is another.
    if (opened === undefined || JSON.stringify(opened.with) !== JSON.stringify(credentials))
      opened = { with: credentials, host: open(credentials, watched) }
    return opened.host
  }

  const tell = (found: string | undefined): void => {
    if (found !== undefined && found !== problem)
      log.warn({ host: name, problem: found }, 'a GitHub host cannot be worked with; its work is put off')
    if (found === undefined && problem !== undefined)
      log.info({ host: name }, 'a GitHub host can be worked with again')
    problem = found
  }

  const needed = async (): Promise<LookedAtHost> => {
    if (problem !== undefined) throw putOff(problem)
    try {
      return await openWith(access.current() ?? (await access.read()))
    } catch (error) {
      tell(messageOf(error))
      throw putOff(messageOf(error))
    }
  }

  const look = async (): Promise<void> => {
    if (problem === undefined && !isInDoubt && now().getTime() - lookedAt < trustedMs) return
    isInDoubt = false
    lookedAt = now().getTime()
    try {
      // A key that was exchanged is in its file by now.
      const { problem: found, secondsAhead: ahead } = await (await openWith(await access.read())).look()
      tell(found ?? wrongClock(ahead))
      const remark = clockRemark(ahead)
      if (found === undefined && remark !== '') log.warn({ host: name, remark }, 'a clock is wrong')
    } catch (error) {
      // That a limit is used up was said by a host that answers.
      tell(error instanceof RateBudgetSpent ? undefined : messageOf(error))
    }
  }

  return {
    github: {
      name,
      listInstallations: async () => (await needed()).listInstallations(),
      openOrganization: async (organization) => (await needed()).openOrganization(organization),
      openWriter: async (organization, permit) => (await needed()).openWriter(organization, permit),
      listDeliveries: async (since) => (await needed()).listDeliveries(since),
      listFailedDeliveries: async (since) => (await needed()).listFailedDeliveries(since),
      readDelivery: async (id) => (await needed()).readDelivery(id),
      redeliver: async (id) => (await needed()).redeliver(id),
    },
    problem: () => problem,
    look: { name: `look at ${name}`, everyMs, run: look },
  }
}

/** Beyond it nothing is decided and nothing changed. Below it GitHub takes our signatures, and days are what approvals last. */
const mostSecondsOff = 15 * 60

const wrongClock = (ahead: number | undefined): string | undefined =>
  ahead === undefined || Math.abs(ahead) <= mostSecondsOff ? undefined : clockRemark(ahead).slice(2)

/** By how many seconds our clock is ahead of an answer's; undefined: it does not say. */
function secondsAhead(headers: Headers, now: Date): number | undefined {
  const theirs = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(theirs) ? undefined : Math.round((now.getTime() - theirs) / 1000)
}

/** A key that is not taken says more about the App than about one organization. */
const isDoubtful = (status: number, isAsApp: boolean): boolean => status >= 500 || (status === 401 && isAsApp)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'it cannot be opened')
