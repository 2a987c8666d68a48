import {
  type Document,
  type DocumentNode,
  entries,
  get,
  items,
  type MapNode,
  type Range,
  type ScalarNode,
  scalar,
  scalars,
  textOf,
} from '../documents/document.ts'
import type { Trigger } from './events.ts'

export interface Step {
  readonly node: DocumentNode
  readonly name: string
  readonly condition: ScalarNode | null
  readonly uses: ScalarNode | null
  readonly run: ScalarNode | null
  readonly with: MapNode | null
  readonly env: MapNode | null
}

export interface Job {
  /** Its key; `composite` for the steps of a composite action. */
  readonly id: string
  readonly idRange: Range
  readonly node: DocumentNode
  readonly condition: ScalarNode | null
  readonly needs: readonly string[]
  readonly permissions: DocumentNode | null
  readonly environment: DocumentNode | null
  readonly env: MapNode | null
  /** A reusable workflow that it calls instead of having steps. */
  readonly uses: ScalarNode | null
  readonly with: MapNode | null
  readonly secrets: DocumentNode | null
  readonly steps: readonly Step[]
}

/** A workflow file or a composite action, as far as its structure is what GitHub describes; the rest is left out. */
export interface Workflow {
  readonly kind: 'workflow' | 'action'
  readonly document: Document
  readonly name: string
  readonly triggers: readonly Trigger[]
  readonly permissions: DocumentNode | null
  readonly env: MapNode | null
  readonly jobs: readonly Job[]
}

const map = (node: DocumentNode | null): MapNode | null => (node?.kind === 'map' ? node : null)

/** @param kind what the path says the file is */
export function workflowOf(document: Document, kind: Workflow['kind']): Workflow {
  const { root } = document
  return {
    kind,
    document,
    name: textOf(get(root, 'name')),
    triggers: kind === 'workflow' ? triggersOf(get(root, 'on')) : [],
    permissions: get(root, 'permissions'),
    env: map(get(root, 'env')),
    jobs: kind === 'workflow' ? jobsOf(get(root, 'jobs')) : compositeJob(get(root, 'runs')),
  }
}

function triggersOf(on: DocumentNode | null): readonly Trigger[] {
  if (on?.kind === 'map') {
    return on.entries.map(({ key, keyRange, value }) => {
      const types = get(value, 'types')
      return { event: key, types: types && scalars(types).map((type) => type.text), ...keyRange }
    })
  }
  return scalars(on).map(({ text, start, end }) => ({ event: text, types: null, start, end }))
}

function jobsOf(jobs: DocumentNode | null): readonly Job[] {
  return entries(jobs).map(({ key, keyRange, value }) => jobOf(key, keyRange, value, get(value, 'steps')))
}

function compositeJob(runs: DocumentNode | null): readonly Job[] {
  if (textOf(get(runs, 'using')) !== 'composite' || runs === null) return []
  return [jobOf('composite', { start: runs.start, end: runs.start }, runs, get(runs, 'steps'))]
}

function jobOf(id: string, idRange: Range, node: DocumentNode, steps: DocumentNode | null): Job {
  return {
    id,
    idRange,
    node,
    condition: scalar(get(node, 'if')),
    needs: scalars(get(node, 'needs')).map((need) => need.text),
    permissions: get(node, 'permissions'),
    environment: get(node, 'environment'),
    env: map(get(node, 'env')),
    uses: scalar(get(node, 'uses')),
    with: map(get(node, 'with')),
    secrets: get(node, 'secrets'),
    steps: items(steps).map(stepOf),
  }
}

function stepOf(node: DocumentNode): Step {
  return {
    node,
    name: textOf(get(node, 'name')),
    condition: scalar(get(node, 'if')),
    uses: scalar(get(node, 'uses')),
    run: scalar(get(node, 'run')),
    with: map(get(node, 'with')),
    env: map(get(node, 'env')),
  }
}

/** A `uses:` value that names an action or workflow in a repository. */
export interface ActionReference {
  /** `owner/repository`, lower-cased. */
  readonly repository: string
  /** The folder or file inside it; empty for the root. */
  readonly folder: string
  /** What follows `@`; empty where it is missing. */
  readonly ref: string
}

/** null for a local path and for a container image. */
export function actionReference(uses: string): ActionReference | null {
  const found = /^([\w.-]+\/[\w.-]+)((?:\/[^@\s]*)?)(?:@(\S*))?$/.exec(uses.trim())
  if (!found || uses.startsWith('.')) return null
  return {
    repository: found[1]!.toLowerCase(),
    folder: found[2]!.replace(/^\/|\/$/g, ''),
    ref: found[3] ?? '',
  }
}

/** A reference that can't be moved to other code: a whole commit id. */
export const isPinned = (ref: string): boolean => /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(ref)
