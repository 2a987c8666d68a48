import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'

type Variables = Readonly<Record<string, unknown>>

export interface Cost {
  /** Points against the hourly limit. */
  readonly points: number
  readonly nodes: number
}

/**
 * What a query costs by GitHub's formula: each connection is asked for once for every node above it, and a hundred such
 * requests are a point. Source: docs "Rate limits and query limits for the GraphQL API".
 */
export function costOf(document: DocumentNode, variables: Variables): Cost {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  )
  let requests = 0
  let nodes = 0
  const walk = (selection: SelectionSetNode | undefined, above: number): void => {
    for (const one of selection?.selections ?? []) {
      if (one.kind === Kind.FRAGMENT_SPREAD) {
        walk(fragmentOf(fragments, one.name.value), above)
        continue
      }
      const size = one.kind === Kind.FIELD ? sizeOf(one.arguments ?? [], variables) : undefined
      if (size !== undefined) {
        requests += above
        nodes += above * size
      }
      walk(one.selectionSet, above * (size ?? 1))
    }
  }
  for (const one of document.definitions)
    if (one.kind === Kind.OPERATION_DEFINITION) walk(one.selectionSet, 1)
  return { points: Math.max(1, Math.round(requests / 100)), nodes }
}

const fragmentOf = (
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  name: string,
): SelectionSetNode | undefined => fragments.get(name)?.selectionSet

interface Argument {
  readonly name: { readonly value: string }
  readonly value: ValueNode
}

function sizeOf(given: readonly Argument[], variables: Variables): number | undefined {
  const size = given.find(({ name }) => name.value === 'first' || name.value === 'last')?.value
  if (size?.kind === Kind.INT) return Number(size.value)
  return size?.kind === Kind.VARIABLE ? Number(variables[size.name.value]) : undefined
}
