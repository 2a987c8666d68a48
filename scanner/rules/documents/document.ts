import type { Place } from '../../engine/inspection.ts'

/** UTF-16 offsets into the whole text of a file, end exclusive. */
export interface Range {
  readonly start: number
  readonly end: number
}

export interface ScalarNode extends Range {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  /** A string's value; of anything else what is written in the file (`true`, `1.0`, nothing). */
  readonly text: string
}

export interface ListNode extends Range {
  readonly kind: 'list'
  readonly items: readonly DocumentNode[]
}

export interface Entry {
  readonly key: string
  readonly keyRange: Range
  readonly value: DocumentNode
}

export interface MapNode extends Range {
  readonly kind: 'map'
  /** As written, repeated keys too. */
  readonly entries: readonly Entry[]
}

export type DocumentNode = ScalarNode | ListNode | MapNode

/** A YAML or JSON text as a tree that knows where everything stands. Aliases are already replaced by what they name. */
export interface Document {
  readonly text: string
  readonly root: DocumentNode
  readonly place: (range: Range) => Place
}

/** What reading a structured text gives: the document, or why there is none. Never throws. */
export type Reading =
  | { readonly ok: true; readonly document: Document }
  /** `problem` is in our words and holds no text of the file, which may be a secret. */
  | { readonly ok: false; readonly problem: string; readonly place: Place | null }

/** The value of a key; of repeated keys the last, as parsers do. null: no such key, or not a map. */
export function get(node: DocumentNode | null | undefined, key: string): DocumentNode | null {
  return entryOf(node, key)?.value ?? null
}

/** Like `get`, with the key itself. */
export function entryOf(node: DocumentNode | null | undefined, key: string): Entry | null {
  return node?.kind === 'map' ? (node.entries.findLast((entry) => entry.key === key) ?? null) : null
}

/** Follows keys from map to map. */
export function dig(node: DocumentNode | null | undefined, ...keys: readonly string[]): DocumentNode | null {
  let at = node ?? null
  for (const key of keys) at = get(at, key)
  return at
}

export function entries(node: DocumentNode | null | undefined): readonly Entry[] {
  return node?.kind === 'map' ? node.entries : []
}

export function items(node: DocumentNode | null | undefined): readonly DocumentNode[] {
  return node?.kind === 'list' ? node.items : []
}

export function scalar(node: DocumentNode | null | undefined): ScalarNode | null {
  return node?.kind === 'scalar' ? node : null
}

/** A scalar's text; empty for anything else. */
export function textOf(node: DocumentNode | null | undefined): string {
  return node?.kind === 'scalar' ? node.text : ''
}

/** One text or a list of texts, as the scalars they are. */
export function scalars(node: DocumentNode | null | undefined): readonly ScalarNode[] {
  if (node?.kind === 'scalar') return [node]
  return items(node).filter((item) => item.kind === 'scalar')
}

/** Whether a value is the boolean true or its text. */
export function isTrue(node: DocumentNode | null | undefined): boolean {
  return textOf(node).trim().toLowerCase() === 'true'
}
