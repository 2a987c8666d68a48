import { bare, type TxtStanding, type TxtView, type WantedTxt } from './judge-txt.ts'

/** What is told of a record that has to be there. */
export interface TxtWords {
  /** What is wanted, where it was found and where not, and since when. */
  readonly found: string
  /** What to do; undefined: nothing. */
  readonly todo: string | undefined
}

/**
 * Says of a record where it is and is not, naming domain, record, resolvers and days, and what to do about it.
 * @param misplaced a name at which it was found instead, if it was: DNS providers add the domain to what people type
 */
export function txtWords(wanted: WantedTxt, standing: TxtStanding, misplaced?: string): TxtWords {
  const record = wanted.value ?? `${wanted.prefix}…`
  const sentences = [
    `The TXT record ${record} has to stand at ${wanted.name}${standing.state === 'found' ? '.' : ','}`,
    standing.state === 'found' ? `It is found ${byWhom(standing.views)}.` : `and ${whereNot(standing)}.`,
    ...mistakesIn(wanted, standing),
    ...(misplaced === undefined ? [] : [`It stands at ${misplaced} instead.`]),
  ]
  return { found: sentences.join(' '), todo: todoOf(wanted, standing, misplaced) }
}

const byWhom = (views: readonly TxtView[]): string =>
  `by ${listed(views.filter(({ state }) => state === 'found').map(({ resolver }) => resolver))}`

/** Those who say the same since the same day are told of together. */
function whereNot({ state, since, lastFoundAt, views }: TxtStanding): string {
  if (state === 'unknown')
    return `nobody could say whether it does, since ${dayOf(since)}: ${tellings(views)}`
  const last =
    lastFoundAt === undefined ? 'it was never seen there' : `it was last seen on ${dayOf(lastFoundAt)}`
  return state === 'partly' ? tellings(views) : `${tellings(views)}; ${last}`
}

function tellings(views: readonly TxtView[]): string {
  const groups = new Map<string, string[]>()
  for (const view of views) {
    const words = sayings[view.state](view)
    groups.set(words, [...(groups.get(words) ?? []), view.resolver])
  }
  return [...groups].map(([words, resolvers]) => `${listed(resolvers)} ${words}`).join('; ')
}

const sayings: Readonly<Record<TxtView['state'], (view: TxtView) => string>> = {
  found: ({ since }) => `found it, since ${dayOf(since)}`,
  other: ({ records, since }) =>
    `found ${listed(records.map((one) => `\`${one}\``))} instead, since ${dayOf(since)}`,
  nothing: ({ since }) => `found no such record, since ${dayOf(since)}`,
  'no-name': ({ since }) => `did not find the name at all, since ${dayOf(since)}`,
  failed: ({ why, since }) => `${why ?? 'failed'}, since ${dayOf(since)}`,
}

/** What stands in the record's place by mistake, where it can be told. */
function mistakesIn({ value, prefix }: WantedTxt, { state, views }: TxtStanding): readonly string[] {
  if (state === 'found') return []
  const records = new Set(views.filter((view) => view.state === 'other').flatMap((view) => view.records))
  return [...records].flatMap((record) => {
    const isOnlyWrapped = value === undefined ? !record.startsWith(prefix) : bare(record) === bare(value)
    return isOnlyWrapped ? [`\`${record}\` differs by quotes, spaces or capitals alone.`] : []
  })
}

function todoOf(
  { domain, name, value, prefix }: WantedTxt,
  { state }: TxtStanding,
  misplaced: string | undefined,
): string | undefined {
  if (state === 'found') return undefined
  if (state === 'unknown')
    return `See whether Gatehouse may ask these DNS servers (DNS_RESOLVERS), and whether the name servers of ${domain} answer.`
  const record = value === undefined ? `the record that begins with ${prefix}, as it was shown,` : value
  const place =
    name === domain ? '`@` or empty, as the provider wants it' : `\`${name.slice(0, -domain.length - 1)}\``
  const set = `At the DNS provider of ${domain}, set a TXT record with the value ${record}, without quotes; its name is ${place}.`
  if (state === 'partly')
    return `Wait until the old answer has run out, at most a day. If it stays so, the name servers of ${domain} do not hold the same: have whoever runs them compare them.`
  const away =
    misplaced === undefined
      ? ''
      : ` Take away the one at ${misplaced}: the provider adds ${domain} to the name by itself.`
  return `${set}${away}`
}

const dayOf = (at: string): string => at.slice(0, 10)

function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
