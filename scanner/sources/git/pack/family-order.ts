import { openPacks } from './open-packs.ts'
import { offsetOf, type Places } from './places.ts'

/**
 * Sorts objects so that each comes right after what it is built from, its nearest relatives next: then a small cache is
 * enough to unpack everything once. Plain pack order is not: git writes the parts of a family where it first needs them.
 * @returns the indexes of those with a position, in the best order
 */
export function familyOrder({ packs, positions }: Places, idLength: number): Uint32Array {
  const files = openPacks(packs, idLength)
  // Nodes: the wanted objects first, by position, then those in between that others are built from.
  const wanted = Uint32Array.from(positions.keys())
    .filter((index) => positions[index]! >= 0)
    .toSorted((a, b) => positions[a]! - positions[b]!)
  const nodes: number[] = Array.from(wanted, (index) => positions[index]!)
  const known = new Map(nodes.map((position, node) => [position, node]))
  const bases: number[] = []
  for (let node = 0; node < nodes.length; node += 1) {
    const position = nodes[node]!
    const base = files.at(position)?.baseOf(offsetOf(position)) ?? null
    const at = base === null ? -1 : files.baseAt(position, base)
    if (at >= 0 && !known.has(at)) known.set(at, nodes.push(at) - 1)
    bases.push(at < 0 ? -1 : known.get(at)!)
  }
  files.close()
  return preorder(nodes, bases)
    .filter((node) => node < wanted.length)
    .map((node) => wanted[node]!)
}

/** Every node after its base, families together, by position among brothers. */
function preorder(nodes: readonly number[], bases: readonly number[]): Uint32Array {
  const byPosition = Uint32Array.from(nodes.keys()).toSorted((a, b) => nodes[a]! - nodes[b]!)
  const firstChild = new Int32Array(nodes.length).fill(-1)
  const nextBrother = new Int32Array(nodes.length).fill(-1)
  const roots: number[] = []
  // From the last on, so that each becomes the first of the brothers so far.
  for (const node of byPosition.toReversed()) {
    const base = bases[node]!
    if (base < 0) {
      roots.push(node)
      continue
    }
    nextBrother[node] = firstChild[base]!
    firstChild[base] = node
  }
  const order = new Uint32Array(nodes.length)
  let count = 0
  // The first root is on top; a node's brothers wait below its children.
  for (let node = roots.pop(); node !== undefined; node = roots.pop()) {
    order[count] = node
    count += 1
    if (nextBrother[node]! >= 0) roots.push(nextBrother[node]!)
    if (firstChild[node]! >= 0) roots.push(firstChild[node]!)
  }
  // Named bases could form circles in a hostile pack; those are in no family and are left to git.
  return order.subarray(0, count)
}
