import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Filtering, type Filters, readFiltering, writeFiltering } from '../../filters.ts'
import { type Days, instantsOf, readDay } from './days.ts'
import { kindGroups } from './told-kinds.ts'

export const auditFilters: Filters = {
  search: 'Find in the record',
  choices: [
    {
      name: 'about',
      label: 'About',
      several: true,
      options: kindGroups.map(({ value, label }) => ({ value, label })),
    },
  ],
  orders: [
    { value: 'newest', label: 'Newest first' },
    { value: 'oldest', label: 'Oldest first' },
  ],
}

/** What of an address narrows the record beside what a filter bar has: set by links of events. */
export const narrowings = ['kind', 'actor', 'subject'] as const
export type Narrowing = (typeof narrowings)[number]

/** How the record is filtered, which lives in the address alone. */
export function useAuditFiltering() {
  const params = useSearch({ strict: false })
  const navigate = useNavigate()
  const filtering = readFiltering(auditFilters, params)
  const days: Days = { from: readDay(params['from']), to: readDay(params['to']) }
  const narrowed = narrowings.flatMap((name) => {
    const value = params[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  const go = (next: Filtering, nextDays: Days, kept: typeof narrowed, replace = false): void => {
    const { organization } = params
    const search = {
      ...(organization !== undefined && { organization }),
      ...Object.fromEntries(kept),
      ...Object.fromEntries(Object.entries(nextDays).filter(([, value]) => value !== '')),
      ...writeFiltering(auditFilters, next),
    }
    void navigate({ to: '.', search, replace, resetScroll: false })
  }
  return {
    filtering,
    days,
    narrowed,
    /** As the API is asked. */
    query: {
      order: filtering.order,
      ...(filtering.search !== '' && { search: filtering.search }),
      ...kindsOf(filtering),
      ...Object.fromEntries(narrowed),
      ...instantsOf(days),
    },
    change: (next: Filtering, { isTyping } = { isTyping: false }) => go(next, days, narrowed, isTyping),
    changeDays: (next: Days) => go(filtering, next, narrowed),
    widen: (name: Narrowing) =>
      go(
        filtering,
        days,
        narrowed.filter(([one]) => one !== name),
      ),
  }
}

function kindsOf({ chosen }: Filtering): { readonly kind?: readonly string[] } {
  const about = chosen['about'] ?? []
  const kinds = kindGroups
    .filter(({ value }) => about.includes(value))
    .flatMap((group) => Object.keys(group.kinds))
  // All kinds are more than may be named.
  return kinds.length === 0 || about.length === kindGroups.length ? {} : { kind: kinds }
}
