import type { SearchParams } from './search-params.ts'

/** One thing that a list can be narrowed by. */
export interface FilterChoice {
  /** As in the address, and in the API. */
  readonly name: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** More than one at a time. */
  readonly several?: boolean
  /** What is shown where nothing is chosen, if that is not everything: `In force`. */
  readonly otherwise?: string
}

/** How a list can be searched, narrowed and sorted. */
export interface Filters {
  /** What stands in the empty field: `Find a repository`; undefined: it cannot be searched. */
  readonly search?: string
  readonly choices: readonly FilterChoice[]
  /** The first is what is meant where none is named. */
  readonly orders: readonly { readonly value: string; readonly label: string }[]
}

/** What is asked for now; always known values. */
export interface Filtering {
  readonly search: string
  readonly order: string
  readonly chosen: Readonly<Record<string, readonly string[]>>
}

/** What an address asks for. Unknown values, of an old link say, are left out. Pure. */
export function readFiltering(filters: Filters, params: SearchParams): Filtering {
  const orders = filters.orders.map(({ value }) => value)
  const order = listOf(params['order']).find((one) => orders.includes(one))
  const chosen = filters.choices.map(({ name, options, several = false }) => {
    const known = listOf(params[name]).filter((one) => options.some(({ value }) => value === one))
    return [name, several ? [...new Set(known)] : known.slice(0, 1)] as const
  })
  return {
    search: filters.search === undefined ? '' : (listOf(params['search'])[0] ?? ''),
    order: order ?? orders[0] ?? '',
    chosen: Object.fromEntries(chosen.filter(([, values]) => values.length > 0)),
  }
}

/** What stands in the address for it: nothing of what is so anyway. Pure. */
export function writeFiltering(filters: Filters, { search, order, chosen }: Filtering): SearchParams {
  const named = Object.entries(chosen).filter(([, values]) => values.length > 0)
  return {
    ...(search !== '' && { search }),
    ...Object.fromEntries(named.map(([name, values]) => [name, values.length === 1 ? values[0]! : values])),
    ...(order !== (filters.orders[0]?.value ?? '') && { order }),
  }
}

/** Chosen or no longer chosen. Pure. */
export function toggled(
  filtering: Filtering,
  { name, several = false }: FilterChoice,
  value: string,
): Filtering {
  const now = filtering.chosen[name] ?? []
  const without = now.filter((one) => one !== value)
  const isOff = without.length < now.length
  const next = isOff ? without : several ? [...now, value] : [value]
  return { ...filtering, chosen: { ...filtering.chosen, [name]: next } }
}

/** Whether anything is left out of the list. Pure. */
export const isNarrowed = ({ search, chosen }: Filtering): boolean =>
  search !== '' || Object.values(chosen).some((values) => values.length > 0)

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value
