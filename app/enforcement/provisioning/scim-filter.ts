/** What a filter compares with. */
export type FilterValue = string | number | boolean | null
export const comparisons = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type Comparison = (typeof comparisons)[number]

/** A filter whose every path is one that there is, in canonical spelling. Source: RFC 7644, section 3.4.2.2. */
export type ScimFilter =
  | { readonly op: 'and'; readonly filters: readonly ScimFilter[] }
  | { readonly op: 'or'; readonly filters: readonly ScimFilter[] }
  | { readonly op: 'not'; readonly filter: ScimFilter }
  | { readonly op: 'pr'; readonly path: string }
  | { readonly op: Comparison; readonly path: string; readonly value: FilterValue }
  /** One of several values has to fit all of it: its paths begin with `path`. */
  | { readonly op: 'any'; readonly path: string; readonly filter: ScimFilter }
