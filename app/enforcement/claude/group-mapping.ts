import { didYouMean } from '../../../policies/did-you-mean.ts'

/** A row of Claude's mapping: a group of the identity provider, and what it gives. */
export interface MappedGroup {
  readonly group: string
  /** `premium`, `owner`: as Claude calls it. */
  readonly gives: string
}

export type MappingMatch =
  | { readonly state: 'matches' }
  /** `nearest` is what the provider has instead, and how it differs. */
  | { readonly state: 'missing'; readonly nearest: string | null; readonly differs: string | null }
  /** The same group is named twice, with different things. */
  | { readonly state: 'contradicted'; readonly others: readonly string[] }

export interface MappingCheck {
  readonly rows: readonly (MappedGroup & MappingMatch)[]
  /** Groups that the identity provider sends and that give nothing. */
  readonly unmapped: readonly string[]
}

const words = (text: string): string =>
  text
    .normalize('NFKC')
    // Dashes and spaces that look alike on screen.
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim()
const prefix = /^anthropic-(?:claude-|console-)?/i

/** How two names that are meant to be the same differ, by the smallest of differences first. */
const differences: readonly (readonly [words: string, same: (name: string) => string])[] = [
  ['capitals and small letters', (name) => name.toLowerCase()],
  ['spaces, or dashes that look alike', words],
  ['spaces and capitals', (name) => words(name).toLowerCase()],
  [
    'spaces, dashes and underscores',
    (name) =>
      words(name)
        .toLowerCase()
        .replaceAll(/[\s_-]+/g, '-'),
  ],
  [
    'the prefix `anthropic-`',
    (name) =>
      words(name)
        .toLowerCase()
        .replace(prefix, '')
        .replaceAll(/[\s_-]+/g, '-'),
  ],
]

/**
 * What Claude would make of a mapping, with every mismatch at once. Claude compares names as they are, so a letter in another case gives
 * nobody anything. Pure.
 * @param groups as the identity provider sends them
 */
export function checkGroupMapping(mapping: readonly MappedGroup[], groups: readonly string[]): MappingCheck {
  const sent = new Set(groups)
  return {
    rows: mapping.map((row) => ({ ...row, ...matchOf(row, mapping, sent) })),
    unmapped: [...sent].filter((group) => !mapping.some((row) => row.group === group)),
  }
}

function matchOf(
  { group, gives }: MappedGroup,
  mapping: readonly MappedGroup[],
  sent: ReadonlySet<string>,
): MappingMatch {
  const others = mapping.filter((row) => row.group === group && row.gives !== gives).map((row) => row.gives)
  if (others.length > 0) return { state: 'contradicted', others: [...new Set(others)] }
  if (sent.has(group)) return { state: 'matches' }
  for (const [differs, same] of differences) {
    const nearest = [...sent].find((one) => same(one) === same(group))
    if (nearest !== undefined) return { state: 'missing', nearest, differs }
  }
  return { state: 'missing', nearest: didYouMean(group, [...sent]) ?? null, differs: null }
}
